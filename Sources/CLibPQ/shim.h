// The C that Postgres stands on: libpq, and the two Linux calls that Swift's Glibc module leaves out.
#ifndef CLIBPQ_SHIM_H
#define CLIBPQ_SHIM_H

#include <libpq-fe.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

#endif

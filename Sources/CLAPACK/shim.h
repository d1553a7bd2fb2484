// LAPACK by its C interface (Debian liblapacke-dev), for the linear algebra of the statistics.
#pragma once
#include <lapacke.h>

// spawn.h tells this one to GNU programs only, and so Swift's Glibc module leaves it out.
#pragma once
#include <spawn.h>

extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

// COIN-OR's linear programming by its C interface (Debian coinor-libclp-dev).
#pragma once
#include <coin/Clp_C_Interface.h>

// CaDiCaL, a solver of propositional formulas (Debian: libcadical-dev). Who uses this module links cadical, stdc++ and m, in this order.
#include <ccadical.h>

// The C kernels of the tensor engine.
#ifndef GRADUS_KERNELS_H
#define GRADUS_KERNELS_H
#include "interrupt.h"
#endif

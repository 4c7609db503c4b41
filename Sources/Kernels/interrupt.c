#include "include/interrupt.h"

bool gradus_interrupt_flag;

void gradus_interrupt_request(void) { __atomic_store_n(&gradus_interrupt_flag, true, __ATOMIC_RELAXED); }
void gradus_interrupt_clear(void) { __atomic_store_n(&gradus_interrupt_flag, false, __ATOMIC_RELAXED); }

#include "include/interrupt.h"

int gradus_interrupt_flag;

static void set(int reason) { __atomic_store_n(&gradus_interrupt_flag, reason, __ATOMIC_RELAXED); }

void gradus_interrupt_request(void) { set(GRADUS_ASKED); }
void gradus_interrupt_memory(void) { set(GRADUS_MEMORY); }
void gradus_interrupt_clear(void) { set(GRADUS_GO_ON); }
bool gradus_interrupt_is_memory(void) {
  return __atomic_load_n(&gradus_interrupt_flag, __ATOMIC_RELAXED) == GRADUS_MEMORY;
}

static void exchange(int old, int new) {
  __atomic_compare_exchange_n(&gradus_interrupt_flag, &old, new, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
}

void gradus_look_request(void) { exchange(GRADUS_GO_ON, GRADUS_LOOK); }
void gradus_look_clear(void) { exchange(GRADUS_LOOK, GRADUS_GO_ON); }

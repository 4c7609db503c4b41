// Whether somebody in this process measures operations. Off, it costs an operation one relaxed load.
#ifndef GRADUS_PROFILE_H
#define GRADUS_PROFILE_H
#include <stdbool.h>

extern int gradus_profile_count;

/// One more, or one less, who measures.
void gradus_profile_begin(void);
void gradus_profile_end(void);

static inline bool gradus_profile_is_on(void) {
  return __atomic_load_n(&gradus_profile_count, __ATOMIC_RELAXED) != 0;
}
#endif

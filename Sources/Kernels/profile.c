#include "profile.h"

int gradus_profile_count = 0;

void gradus_profile_begin(void) { __atomic_add_fetch(&gradus_profile_count, 1, __ATOMIC_RELAXED); }
void gradus_profile_end(void) { __atomic_sub_fetch(&gradus_profile_count, 1, __ATOMIC_RELAXED); }

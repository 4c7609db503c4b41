#include "include/ceiling.h"
#include <limits.h>

static _Thread_local long ceiling = LONG_MAX;

long gradus_block_ceiling(void) { return ceiling; }
void gradus_set_block_ceiling(long bytes) { ceiling = bytes; }

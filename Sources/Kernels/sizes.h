#ifndef GRADUS_SIZES_H
#define GRADUS_SIZES_H
static inline long smaller(long a, long b) { return a < b ? a : b; }
static inline long larger(long a, long b) { return a > b ? a : b; }
#endif

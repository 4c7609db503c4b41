// xxHash: names of blocks by their content.
#ifndef GRADUS_CXXHASH_H
#define GRADUS_CXXHASH_H
#include <xxhash.h>
#endif

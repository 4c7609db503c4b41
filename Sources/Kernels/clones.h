// CLONES before a function compiles it for AVX-512, AVX2 and the baseline; the right one is chosen when the
// program starts. Other processors get the same source for their own vectors.
#ifndef GRADUS_CLONES_H
#define GRADUS_CLONES_H

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
// The choice is made before the sanitizer is ready.
#define CLONES
#endif
#endif

#if !defined(CLONES) && defined(__x86_64__) && defined(__has_attribute)
#if __has_attribute(target_clones)
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#endif
#endif

#ifndef CLONES
#define CLONES
#endif
#endif

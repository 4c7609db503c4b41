// How OpenBLAS is set up, before anything is multiplied.
#include <cblas.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
// OpenBLAS's own choice of kernels, which distributions build in for all processors. They are in no header, and not
// in every build: weak, so that their absence is an address to ask about.
extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));
extern const char *gotoblas_corename(void) __attribute__((weak));

// Kernels without AVX2. A processor newer than OpenBLAS is taken for one of these, and is 3 to 10 times too slow then:
// 0.3.21, which Debian 12 has, takes an Emerald Rapids (model 207) for a Prescott of 2004.
static int is_old(const char *core) {
  static const char *const old[] = {"Katmai", "Coppermine", "Northwood", "Prescott", "Banias", "Atom", "Core2",
    "Penryn", "Dunnington", "Nehalem", "Sandybridge", "Athlon", "Opteron", "Opteron_SSE3", "Barcelona", "Nano",
    "Bobcat", "Bulldozer", "Piledriver", "Steamroller"};
  for (size_t i = 0; i < sizeof old / sizeof *old; i++) {
    if (strcmp(core, old[i]) == 0) return 1;
  }
  return 0;
}

// What the processor can do, whatever its model is; NULL where OpenBLAS's choice is as good.
static const char *better_core(void) {
  __builtin_cpu_init();
  int wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512cd");
  if (wide) return "SKYLAKEX";
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? "HASWELL" : NULL;
}

static void choose_core(void) {
  static const char name[] = "OPENBLAS_CORETYPE";
  if (!gotoblas_dynamic_init || !gotoblas_dynamic_quit || !gotoblas_corename) return;
  // Whoever names a core means it.
  if (getenv(name) || !is_old(gotoblas_corename())) return;
  const char *core = better_core();
  if (!core) return;
  setenv(name, core, 1);
  gotoblas_dynamic_quit();
  gotoblas_dynamic_init();
  unsetenv(name);
}
#else
static void choose_core(void) {}
#endif

extern int blas_thread_shutdown_(void) __attribute__((weak));

// Runs before main, when nothing has been multiplied and no thread is ours.
__attribute__((constructor)) static void prepare_blas(void) {
  choose_core();
  // OpenBLAS's own threads would compete with ours. They are there already, and spin for their first 30 ms, which are
  // those that a start takes.
  openblas_set_num_threads(1);
  if (blas_thread_shutdown_) blas_thread_shutdown_();
}

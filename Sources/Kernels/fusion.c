#include "include/fusion.h"
#include "include/kernels.h"
#include "include/rows.h"
#include "include/threads.h"
#include "clones.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

long gradus_fusion_least = 8192;
void gradus_fusion_set_threshold(long count) { __atomic_store_n(&gradus_fusion_least, count, __ATOMIC_RELAXED); }

/// `GRADUS_FUSION=off`, or the least number of elements.
__attribute__((constructor)) static void configure(void) {
  const char *text = getenv("GRADUS_FUSION");
  if (!text) return;
  long least = atol(text);
  if (strcmp(text, "off") == 0) gradus_fusion_least = LONG_MAX;
  else if (least > 0) gradus_fusion_least = least;
}

// MARK: instructions

/// The address of an operand's elements in the tile that starts at element `begin`.
static inline void *place(const struct gradus_place *p, long begin, char *registers) {
  if (!p->memory) return registers + (long)p->number * GRADUS_TILE_BYTES;
  return p->is_one ? p->memory : p->memory + begin * p->size;
}

static inline long step_of(const struct gradus_place *p) { return !p->is_one; }

#define CHOOSE(NAME, T)                                                                              \
  CLONES static void NAME(long n, const uint8_t *flags, long sf, const T *x, long sx, const T *y,    \
                          long sy, T *out) {                                                         \
    if (sf && sx && sy) for (long i = 0; i < n; i++) out[i] = flags[i] ? x[i] : y[i];                \
    else if (sf && sx) { T z = *y; for (long i = 0; i < n; i++) out[i] = flags[i] ? x[i] : z; }      \
    else if (sf && sy) { T z = *x; for (long i = 0; i < n; i++) out[i] = flags[i] ? z : y[i]; }      \
    else for (long i = 0; i < n; i++) out[i] = flags[i * sf] ? x[i * sx] : y[i * sy];                \
  }
CHOOSE(choose_u16, uint16_t)
CHOOSE(choose_u32, uint32_t)
CHOOSE(choose_u64, uint64_t)

static void choose(const struct gradus_step *s, long n, const void *a, const void *b, const void *c, void *out) {
  long sa = step_of(&s->a), sb = step_of(&s->b), sc = step_of(&s->c);
  switch (s->out.size) {
  case 2: choose_u16(n, a, sa, b, sb, c, sc, out); break;
  case 4: choose_u32(n, a, sa, b, sb, c, sc, out); break;
  default: choose_u64(n, a, sa, b, sb, c, sc, out);
  }
}

/// Copies `n` elements of a strided operand, from its element number `begin` on.
#define GATHER(NAME, T)                                                                              \
  static void NAME(const struct gradus_walk *w, long begin, long n, const T *from, T *to) {          \
    long index[GRADUS_FUSED_AXES], rest = begin, inner = w->rank - 1;                                \
    for (long axis = inner; axis >= 0; axis--) {                                                     \
      index[axis] = rest % w->sizes[axis];                                                           \
      rest /= w->sizes[axis];                                                                        \
      from += index[axis] * w->steps[axis];                                                          \
    }                                                                                                \
    long step = w->steps[inner];                                                                     \
    while (n > 0) {                                                                                  \
      long run = w->sizes[inner] - index[inner];                                                     \
      if (run > n) run = n;                                                                          \
      if (step == 0) for (long i = 0; i < run; i++) to[i] = *from;                                   \
      else if (step == 1) for (long i = 0; i < run; i++) to[i] = from[i];                            \
      else for (long i = 0; i < run; i++) to[i] = from[i * step];                                    \
      to += run;                                                                                     \
      n -= run;                                                                                      \
      if (n == 0) return;                                                                            \
      from -= index[inner] * step;                                                                   \
      index[inner] = 0;                                                                              \
      for (long axis = inner - 1; axis >= 0; axis--) {                                               \
        from += w->steps[axis];                                                                      \
        if (++index[axis] < w->sizes[axis]) break;                                                   \
        from -= w->sizes[axis] * w->steps[axis];                                                     \
        index[axis] = 0;                                                                             \
      }                                                                                              \
    }                                                                                                \
  }
GATHER(gather_u8, uint8_t)
GATHER(gather_u16, uint16_t)
GATHER(gather_u32, uint32_t)
GATHER(gather_u64, uint64_t)

static void gather(const struct gradus_step *s, long begin, long n, void *out) {
  switch (s->out.size) {
  case 1: gather_u8(&s->walk, begin, n, (const uint8_t *)s->a.memory, out); break;
  case 2: gather_u16(&s->walk, begin, n, (const uint16_t *)s->a.memory, out); break;
  case 4: gather_u32(&s->walk, begin, n, (const uint32_t *)s->a.memory, out); break;
  default: gather_u64(&s->walk, begin, n, (const uint64_t *)s->a.memory, out);
  }
}

/// Puts the first of `n` elements in the place of all.
static void repeat(char *out, long n, long size) {
  for (long i = 1; i < n; i++) memcpy(out + i * size, out, size);
}

// MARK: the machine

static void run_tile(const struct gradus_program *p, long begin, long n, char *registers) {
  for (const struct gradus_step *s = p->steps, *end = s + p->count; s < end; s++) {
    void *a = place(&s->a, begin, registers), *b = place(&s->b, begin, registers);
    void *out = place(&s->out, begin, registers);
    bool wide = s->dtype == GRADUS_F64;
    switch (s->kind) {
    case GRADUS_FUSED_UNARY:
      if (wide) gradus_unary_f64(s->op, n, a, step_of(&s->a), out);
      else gradus_unary_f32(s->op, n, a, step_of(&s->a), out);
      break;
    case GRADUS_FUSED_BINARY:
      if (wide) gradus_binary_f64(s->op, n, a, step_of(&s->a), b, step_of(&s->b), out);
      else gradus_binary_f32(s->op, n, a, step_of(&s->a), b, step_of(&s->b), out);
      break;
    case GRADUS_FUSED_COMPARE:
      if (wide) gradus_compare_f64(s->op, n, a, step_of(&s->a), b, step_of(&s->b), out);
      else gradus_compare_f32(s->op, n, a, step_of(&s->a), b, step_of(&s->b), out);
      break;
    case GRADUS_FUSED_CHOOSE: choose(s, n, a, b, place(&s->c, begin, registers), out); break;
    case GRADUS_FUSED_CONVERT:
      gradus_convert(s->dtype, s->a.is_one ? 1 : n, a, s->result_dtype, out);
      if (s->a.is_one) repeat(out, n, s->out.size);
      break;
    case GRADUS_FUSED_GATHER: gather(s, begin, n, out); break;
    case GRADUS_FUSED_COPY: memcpy(out, a, n * s->out.size); break;
    }
  }
}

static void run_tiles(long first, long last, void *context) {
  const struct gradus_program *p = context;
  char registers[p->registers * GRADUS_TILE_BYTES + 1] __attribute__((aligned(64)));
  for (long tile = first; tile < last; tile++) {
    long begin = tile * p->tile, rest = p->elements - begin;
    long n = rest < p->tile ? rest : p->tile;
    run_tile(p, begin, n, registers);
    if (p->sums) {
      const struct gradus_step *last = p->steps + p->count - 1;
      const void *terms = place(&last->out, begin, registers);
      p->sums[tile] = last->out.size == 8 ? gradus_block_sum_f64(n, terms) : gradus_block_sum_f32(n, terms);
    }
    if (p->may_stop && gradus_interrupt_requested()) return;
  }
}

void gradus_fused_run(const struct gradus_program *p) {
  // A piece for a thread is worth some ten microseconds.
  long cost = p->count * p->tile, grain = 131072 / (cost > 0 ? cost : 1);
  gradus_parallel((p->elements + p->tile - 1) / p->tile, grain > 1 ? grain : 1, run_tiles, (void *)p);
}

int gradus_fused_sum(struct gradus_program *p, double *sum) {
  bool wide = p->steps[p->count - 1].out.size == 8;
  // A tile is a block of the sum, so that the order of addition is the usual one.
  if (p->tile != (wide ? GRADUS_SUM_BLOCK_F64 : GRADUS_SUM_BLOCK_F32)) return 0;
  p->sums = malloc((size_t)((p->elements + p->tile - 1) / p->tile) * sizeof(double));
  if (!p->sums) return 0;
  gradus_fused_run(p);
  if (!gradus_interrupt_requested())
    *sum = wide ? gradus_sum_of_blocks_f64(p->elements, p->sums) : gradus_sum_of_blocks_f32(p->elements, p->sums);
  free(p->sums);
  p->sums = NULL;
  return 1;
}

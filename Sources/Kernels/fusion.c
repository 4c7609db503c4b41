#include "include/fusion.h"
#include "include/kernels.h"
#include "include/threads.h"
#include "clones.h"
#include <limits.h>
#include <string.h>

long gradus_fusion_least = 8192;
void gradus_fusion_set_threshold(long count) { __atomic_store_n(&gradus_fusion_least, count, __ATOMIC_RELAXED); }

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

// MARK: sums

static inline long blocks_of(long n) { return (n + GRADUS_SUM_BLOCK - 1) / GRADUS_SUM_BLOCK; }

static double sum(int dtype, long n, const void *x, long from) {
  return dtype == GRADUS_F64 ? gradus_sum_f64(n, (const double *)x + from)
                             : gradus_sum_f32(n, (const float *)x + from);
}

/// Adds up the part of the lanes that a tile holds: whole lanes, or whole blocks of one.
static void add_up(const struct gradus_program *p, const struct gradus_step *s, long begin, long n, const void *x) {
  if (p->lane <= p->tile) {
    for (long i = 0; i < n; i += p->lane) p->partial[(begin + i) / p->lane] = sum(s->dtype, p->lane, x, i);
    return;
  }
  double *out = p->partial + begin / p->lane * blocks_of(p->lane) + begin % p->lane / GRADUS_SUM_BLOCK;
  for (long i = 0; i < n; i += GRADUS_SUM_BLOCK)
    *out++ = sum(s->dtype, n - i < GRADUS_SUM_BLOCK ? n - i : GRADUS_SUM_BLOCK, x, i);
}

void gradus_fused_sums(long lanes, long blocks, const double *partial, int dtype, void *out) {
  for (long lane = 0; lane < lanes; lane++) {
    double total = gradus_sum_partial(blocks, partial + lane * blocks);
    if (dtype == GRADUS_F64) ((double *)out)[lane] = total;
    else ((float *)out)[lane] = (float)total;
  }
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
    case GRADUS_FUSED_CONVERT: gradus_convert(s->dtype, n, a, s->result_dtype, out); break;
    case GRADUS_FUSED_GATHER: gather(s, begin, n, out); break;
    case GRADUS_FUSED_COPY: memcpy(out, a, n * s->out.size); break;
    case GRADUS_FUSED_SUM: add_up(p, s, begin, n, a); break;
    }
  }
}

/// A piece of work: the whole lanes that fit in a tile, or a tile's part of one lane.
static long units(const struct gradus_program *p) {
  if (p->lane <= p->tile) {
    long elements = p->tile / p->lane * p->lane;
    return (p->elements + elements - 1) / elements;
  }
  return p->elements / p->lane * ((p->lane + p->tile - 1) / p->tile);
}

static void run_units(long first, long last, void *context) {
  const struct gradus_program *p = context;
  char registers[p->registers * GRADUS_TILE_BYTES + 1] __attribute__((aligned(64)));
  bool is_short = p->lane <= p->tile;
  long pieces = is_short ? 1 : (p->lane + p->tile - 1) / p->tile;
  long whole = is_short ? p->tile / p->lane * p->lane : p->tile;
  for (long unit = first; unit < last; unit++) {
    long begin = is_short ? unit * whole : unit / pieces * p->lane + unit % pieces * whole;
    long end = is_short ? p->elements : (unit / pieces + 1) * p->lane;
    run_tile(p, begin, end - begin < whole ? end - begin : whole, registers);
    if (p->may_stop && gradus_interrupt_requested()) return;
  }
}

void gradus_fused_run(const struct gradus_program *p) {
  // A piece for a thread is worth some ten microseconds.
  long cost = p->count * p->tile, grain = 131072 / (cost > 0 ? cost : 1);
  gradus_parallel(units(p), grain > 1 ? grain : 1, run_units, (void *)p);
}

// MARK: sums over rows

// Rows are added up in blocks, and the blocks one after the other: both errors and threads stay in bounds.
enum { ROWS = 256, COLUMNS = 512 };

long gradus_row_blocks(long rows) { return (rows + ROWS - 1) / ROWS; }

#define ADD_ROWS(NAME, T)                                                                            \
  CLONES static void NAME(long rows, long n, const T *x, double *out) {                              \
    for (long first = 0; first < n; first += COLUMNS) {                                              \
      long width = n - first < COLUMNS ? n - first : COLUMNS;                                        \
      double total[COLUMNS];                                                                         \
      for (long j = 0; j < width; j++) total[j] = 0;                                                 \
      for (long i = 0; i < rows; i++) {                                                              \
        const T *row = x + i * n + first;                                                            \
        for (long j = 0; j < width; j++) total[j] += (double)row[j];                                 \
      }                                                                                              \
      for (long j = 0; j < width; j++) out[first + j] = total[j];                                    \
    }                                                                                                \
  }
ADD_ROWS(add_rows_f32, float)
ADD_ROWS(add_rows_f64, double)

struct rows_job { int dtype; long rows, n; const void *x; double *partial; };

static void add_blocks(long first, long last, void *context) {
  const struct rows_job *job = context;
  for (long block = first; block < last; block++) {
    long begin = block * ROWS, rows = job->rows - begin < ROWS ? job->rows - begin : ROWS;
    double *out = job->partial + block * job->n;
    if (job->dtype == GRADUS_F64) add_rows_f64(rows, job->n, (const double *)job->x + begin * job->n, out);
    else add_rows_f32(rows, job->n, (const float *)job->x + begin * job->n, out);
  }
}

void gradus_sum_rows(int dtype, long rows, long n, const void *x, double *partial, void *out) {
  struct rows_job job = {dtype, rows, n, x, partial};
  long blocks = gradus_row_blocks(rows), grain = 65536 / (ROWS * (n > 0 ? n : 1));
  gradus_parallel(blocks, grain > 1 ? grain : 1, add_blocks, &job);
  add_rows_f64(blocks, n, partial, partial);
  for (long j = 0; j < n; j++) {
    if (dtype == GRADUS_F64) ((double *)out)[j] = partial[j];
    else ((float *)out)[j] = (float)partial[j];
  }
}

#include "include/copy.h"
#include "include/threads.h"
#include "sizes.h"
#include <stdint.h>
#include <string.h>

enum {
  most_axes = 64,
  /// Elements that are worth a thread's attention, and of a run that one thread copies in one go.
  piece_of_copy = 1 << 15,
  /// Rows and columns of a square: its lines on both sides fit into the first cache.
  square = 32,
};

typedef struct {
  long size, from, to;
} axis_t;

typedef struct {
  /// All but the inner ones, outermost first.
  axis_t outer[most_axes];
  long rank;
  /// The innermost axis, along which elements are written, and one along which they lie side by side in `from`: of
  /// size 1 where that is the same.
  axis_t inner, across;
  /// Pieces of those two.
  long inner_step, across_step, inner_pieces, across_pieces;
  const char *from;
  char *to;
} copy_t;

/// Axes of size 1 left out, neighbours that both sides walk through evenly made one. -1 for nothing to copy.
static long merge(long rank, const long *sizes, const long *from, const long *to, axis_t *axes) {
  long count = 0;
  for (long i = 0; i < rank; i++) {
    axis_t axis = {sizes[i], from[i], to[i]};
    if (axis.size == 0) return -1;
    if (axis.size == 1) continue;
    axis_t *last = axes + count - 1;
    if (count > 0 && last->from == axis.from * axis.size && last->to == axis.to * axis.size)
      *last = (axis_t){last->size * axis.size, axis.from, axis.to};
    else axes[count++] = axis;
  }
  return count;
}

#define COPY(NAME, T)                                                                                             \
  static void NAME##_part(axis_t across, axis_t inner, const T *from, T *to) {                                    \
    for (long r = 0; r < across.size; r++, from += across.from, to += across.to) {                                \
      if (inner.from == 1 && inner.to == 1) memcpy(to, from, (size_t)inner.size * sizeof(T));                     \
      else if (inner.to == 1) for (long i = 0; i < inner.size; i++) to[i] = from[i * inner.from];                 \
      else for (long i = 0; i < inner.size; i++) to[i * inner.to] = from[i * inner.from];                         \
    }                                                                                                             \
  }                                                                                                               \
  static void NAME(long begin, long end, void *context) {                                                         \
    const copy_t *c = context;                                                                                    \
    for (long piece = begin; piece < end; piece++) {                                                              \
      long first = piece % c->inner_pieces * c->inner_step, rest = piece / c->inner_pieces;                       \
      long row = rest % c->across_pieces * c->across_step;                                                        \
      rest /= c->across_pieces;                                                                                   \
      const T *from = (const T *)c->from + first * c->inner.from + row * c->across.from;                          \
      T *to = (T *)c->to + first * c->inner.to + row * c->across.to;                                              \
      for (long i = c->rank - 1; i >= 0; i--) {                                                                   \
        long index = rest % c->outer[i].size;                                                                     \
        rest /= c->outer[i].size;                                                                                 \
        from += index * c->outer[i].from;                                                                         \
        to += index * c->outer[i].to;                                                                             \
      }                                                                                                           \
      axis_t inner = c->inner, across = c->across;                                                                \
      inner.size = smaller(c->inner_step, inner.size - first);                                                    \
      across.size = smaller(c->across_step, across.size - row);                                                   \
      NAME##_part(across, inner, from, to);                                                                       \
    }                                                                                                             \
  }
COPY(copy_1, uint8_t)
COPY(copy_2, uint16_t)
COPY(copy_4, uint32_t)
COPY(copy_8, uint64_t)

void gradus_copy(
  int bytes, long rank, const long *sizes, const long *from_steps, const long *to_steps, const void *from, void *to) {
  copy_t c = {.inner = {1, 1, 1}, .across = {1, 0, 0}, .from = from, .to = to};
  if (rank > most_axes) return;
  c.rank = merge(rank, sizes, from_steps, to_steps, c.outer);
  if (c.rank < 0) return;
  if (c.rank > 0) c.inner = c.outer[--c.rank];
  for (long i = 0; i < c.rank && c.inner.from != 1; i++)
    if (c.outer[i].from == 1) {
      c.across = c.outer[i];
      memmove(c.outer + i, c.outer + i + 1, (size_t)(--c.rank - i) * sizeof(axis_t));
      break;
    }
  int turns = c.across.size > 1;
  // Short runs go together: the axis before them is walked through in the same piece.
  if (!turns && c.rank > 0 && c.inner.size < piece_of_copy) c.across = c.outer[--c.rank];
  c.inner_step = turns ? square : piece_of_copy;
  c.across_step = turns ? square : larger(1, piece_of_copy / c.inner.size);
  c.inner_pieces = (c.inner.size - 1) / c.inner_step + 1;
  c.across_pieces = (c.across.size - 1) / c.across_step + 1;
  long pieces = c.inner_pieces * c.across_pieces;
  for (long i = 0; i < c.rank; i++) pieces *= c.outer[i].size;
  long each = smaller(c.inner_step, c.inner.size) * smaller(c.across_step, c.across.size);
  long grain = larger(1, piece_of_copy / each);
  switch (bytes) {
  case 1: gradus_parallel(pieces, grain, copy_1, &c); break;
  case 2: gradus_parallel(pieces, grain, copy_2, &c); break;
  case 4: gradus_parallel(pieces, grain, copy_4, &c); break;
  default: gradus_parallel(pieces, grain, copy_8, &c);
  }
}

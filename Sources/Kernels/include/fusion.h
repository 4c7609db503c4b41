// Chains of elementwise operations run together: a small program is executed for one tile of elements after
// the other, so that what one operation passes to the next never leaves the cache.
#ifndef GRADUS_FUSION_H
#define GRADUS_FUSION_H
#include <stdbool.h>
#include <stdint.h>

enum {
  /// Bytes of a register: a tile has 512 elements when the widest dtype of a program has 8 bytes, else 1024.
  GRADUS_TILE_BYTES = 4096,
  /// Registers of a program at most.
  GRADUS_FUSED_REGISTERS = 64,
  /// Axes of an operand that lies in memory in any other way than row by row.
  GRADUS_FUSED_AXES = 8,
};

enum gradus_fused_kind {
  GRADUS_FUSED_UNARY, GRADUS_FUSED_BINARY, GRADUS_FUSED_COMPARE, GRADUS_FUSED_CHOOSE, GRADUS_FUSED_CONVERT,
  /// Brings the elements of a strided operand into a register.
  GRADUS_FUSED_GATHER,
  GRADUS_FUSED_COPY,
};

/// Where an instruction finds its operand or leaves its result.
struct gradus_place {
  /// The first element; null for a register.
  char *memory;
  int32_t number;
  /// Bytes of one element.
  int32_t size;
  /// One number for all elements.
  bool is_one;
};

/// How a strided operand lies in memory; steps are in elements.
struct gradus_walk {
  int32_t rank;
  long sizes[GRADUS_FUSED_AXES], steps[GRADUS_FUSED_AXES];
};

struct gradus_step {
  int32_t kind;
  /// The kernel, as in `kernels.h`.
  int32_t op;
  /// That of the operands.
  int32_t dtype;
  int32_t result_dtype;
  struct gradus_place a, b, c, out;
  struct gradus_walk walk;
};

struct gradus_program {
  const struct gradus_step *steps;
  long count;
  /// Elements to compute.
  long elements;
  /// Elements of a tile.
  long tile;
  long registers;
  /// Whether to stop when an interrupt is requested.
  bool may_stop;
  /// Where the sum of the last instruction's results in each tile goes; null when nobody wants it.
  double *sums;
};

/// Runs a program on all threads. The results do not depend on their number.
void gradus_fused_run(const struct gradus_program *program);
/// The same, and the sum of what its last instruction, of f32 or f64, leaves: to the last bit what `gradus_sum` gives.
/// 0 when it can't be had like this, and nothing was run.
int gradus_fused_sum(struct gradus_program *program, double *sum);

/// The least number of elements that is worth a program. Results never depend on it.
extern long gradus_fusion_least;
static inline long gradus_fusion_threshold(void) { return __atomic_load_n(&gradus_fusion_least, __ATOMIC_RELAXED); }
void gradus_fusion_set_threshold(long count);
#endif

#include "clones.h"
#include "kernels.h"
#include <math.h>
#include <string.h>

// Every dtype to every other, one loop for each pair: the outer macro reads, the inner one stores.

// bfloat16 is the upper half of an f32.
static inline float from_bf16(uint16_t x) {
  uint32_t bits = (uint32_t)x << 16;
  float value;
  memcpy(&value, &bits, 4);
  return value;
}
// Rounds to nearest, ties to even; a nan stays one, even where its payload lay in the lower half.
static inline uint16_t to_bf16(float x) {
  uint32_t bits;
  memcpy(&bits, &x, 4);
  if (x != x) return (uint16_t)((bits >> 16) | 0x40);
  return (uint16_t)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
}

// Binary16 by integer arithmetic: the same on every processor, with no help from the compiler's run time.
static inline float from_f16(uint16_t x) {
  uint32_t sign = (uint32_t)(x & 0x8000) << 16, magnitude = x & 0x7FFF, bits;
  float value;
  if (magnitude >= 0x7C00) {
    bits = sign | 0x7F800000 | (magnitude & 0x3FF) << 13;
  } else if (magnitude >= 0x400) {
    bits = sign | ((magnitude << 13) + 0x38000000);
  } else {
    // Subnormal: the significand times 2⁻²⁴, which an f32 holds exactly.
    value = (float)magnitude * 0x1p-24f;
    return sign ? -value : value;
  }
  memcpy(&value, &bits, 4);
  return value;
}
static inline uint16_t to_f16(float x) {
  uint32_t bits;
  memcpy(&bits, &x, 4);
  uint16_t sign = (uint16_t)(bits >> 16 & 0x8000);
  bits &= 0x7FFFFFFF;
  if (bits > 0x7F800000) return sign | 0x7E00;
  if (bits >= 0x477FF000) return sign | 0x7C00; // 65520 and more round to infinity
  if (bits < 0x38800000) {
    // Below the smallest normal number: adding ½ leaves the significand, rounded, in the lowest bits.
    float magnitude, shifted;
    memcpy(&magnitude, &bits, 4);
    shifted = magnitude + 0.5f;
    memcpy(&bits, &shifted, 4);
    return sign | (uint16_t)(bits - 0x3F000000);
  }
  bits += 0xFFF + (bits >> 13 & 1);
  return sign | (uint16_t)((bits - 0x38000000) >> 13);
}

#define STORE(T, FITS, VALUE)                                                   \
  {                                                                             \
    T *to = out;                                                                \
    for (long i = 0; i < n; i++) {                                              \
      if (!(FITS)) return i;                                                    \
      to[i] = (VALUE);                                                          \
    }                                                                           \
    return -1;                                                                  \
  }

// A float fits an integer when it is in range before its fraction is cut off; nan never does.
#define FLOAT_CASES(T, READ)                                                                      \
  switch (target) {                                                                               \
  case GRADUS_BOOL: STORE(uint8_t, 1, (READ) != 0)                                                \
  case GRADUS_U8: STORE(uint8_t, (READ) > -1 && (READ) < 256, (uint8_t)(READ))                    \
  case GRADUS_I32: STORE(int32_t, (double)(READ) > -2147483649.0 && (double)(READ) < 2147483648.0, (int32_t)(READ)) \
  case GRADUS_I64: STORE(int64_t, (READ) >= -0x1p63 && (READ) < 0x1p63, (int64_t)(READ))          \
  case GRADUS_F16: STORE(uint16_t, 1, to_f16((float)(READ)))                                      \
  case GRADUS_BF16: STORE(uint16_t, 1, to_bf16((float)(READ)))                                    \
  case GRADUS_F32: STORE(float, 1, (float)(READ))                                                 \
  case GRADUS_F64: STORE(double, 1, (double)(READ))                                               \
  }

#define INTEGER_CASES(READ)                                                                       \
  switch (target) {                                                                               \
  case GRADUS_BOOL: STORE(uint8_t, 1, (READ) != 0)                                                \
  case GRADUS_U8: STORE(uint8_t, (READ) >= 0 && (READ) < 256, (uint8_t)(READ))                    \
  case GRADUS_I32: STORE(int32_t, (READ) >= INT32_MIN && (READ) <= INT32_MAX, (int32_t)(READ))    \
  case GRADUS_I64: STORE(int64_t, 1, (int64_t)(READ))                                             \
  case GRADUS_F16: STORE(uint16_t, 1, to_f16((float)(READ)))                                      \
  case GRADUS_BF16: STORE(uint16_t, 1, to_bf16((float)(READ)))                                    \
  case GRADUS_F32: STORE(float, 1, (float)(READ))                                                 \
  case GRADUS_F64: STORE(double, 1, (double)(READ))                                               \
  }

#define READER(NAME, T, CASES) \
  CLONES static long NAME(long n, const T *from, int target, void *out) { CASES return -1; }

READER(convert_u8, uint8_t, INTEGER_CASES((int64_t)from[i]))
READER(convert_i32, int32_t, INTEGER_CASES((int64_t)from[i]))
READER(convert_i64, int64_t, INTEGER_CASES(from[i]))
READER(convert_f16, uint16_t, FLOAT_CASES(float, from_f16(from[i])))
READER(convert_bf16, uint16_t, FLOAT_CASES(float, from_bf16(from[i])))
READER(convert_f32, float, FLOAT_CASES(float, from[i]))
READER(convert_f64, double, FLOAT_CASES(double, from[i]))

long gradus_convert(int source, long n, const void *from, int target, void *out) {
  switch (source) {
  case GRADUS_BOOL:
  case GRADUS_U8: return convert_u8(n, from, target, out);
  case GRADUS_I32: return convert_i32(n, from, target, out);
  case GRADUS_I64: return convert_i64(n, from, target, out);
  case GRADUS_F16: return convert_f16(n, from, target, out);
  case GRADUS_BF16: return convert_bf16(n, from, target, out);
  case GRADUS_F32: return convert_f32(n, from, target, out);
  case GRADUS_F64: return convert_f64(n, from, target, out);
  }
  return -1;
}

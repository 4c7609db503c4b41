// Elementary functions of one f32, written without branches so that loops over them become vector code on
// every processor. Each is within 4 units in the last place over its whole range, subnormal numbers included
// (`ElementaryFunctionTests` measures it), but for silu and gelu below zero, where the rounding of their
// argument counts for more. nan goes in and out, infinities give the limits.
//
// The polynomials are Chebyshev interpolations of what each comment names, computed with 60 digits.
#ifndef GRADUS_VECTOR_MATH_F32_H
#define GRADUS_VECTOR_MATH_F32_H
#include "vector_math_f64.h"
#include <stdint.h>
#include <string.h>

VECTOR_INLINE float float_of_bits(uint32_t bits) {
  float x;
  memcpy(&x, &bits, 4);
  return x;
}
VECTOR_INLINE uint32_t bits_of_float(float x) {
  uint32_t bits;
  memcpy(&bits, &x, 4);
  return bits;
}

VECTOR_INLINE float abs_f32(float x) { return float_of_bits(bits_of_float(x) & 0x7FFFFFFF); }
VECTOR_INLINE float with_sign_f32(float magnitude, float sign) {
  return float_of_bits(bits_of_float(magnitude) | (bits_of_float(sign) & 0x80000000));
}

/// 2ⁿ for -126 ≤ n ≤ 127.
VECTOR_INLINE float power_of_two_f32(int32_t n) { return float_of_bits((uint32_t)(n + 127) << 23); }

/// x rounded to an integer, for |x| < 2²². Adding 3·2²² leaves the integer in the lowest bits.
VECTOR_INLINE float nearest_f32(float x, int32_t *n) {
  float shifted = x + 0x1.8p23f;
  *n = (int32_t)(bits_of_float(shifted) - 0x4B400000);
  return shifted - 0x1.8p23f;
}

/// ln 2 in two parts; products of the first with integers below 2⁹ are exact.
#define LN2_HIGH_F32 0x1.62ep-1f
#define LN2_LOW_F32 0x1.0bfbe8p-15f

/// y·2ⁿ in two steps: the first can't overflow, the second rounds once into the subnormal numbers.
VECTOR_INLINE float scaled_f32(float y, int32_t n) {
  int32_t half = n >> 1;
  return y * power_of_two_f32(half) * power_of_two_f32(n - half);
}

/// eˣ = 2ⁿ·eʳ with |r| ≤ ½ ln 2; (eʳ - 1 - r)/r² is a polynomial. What is too small even for a subnormal number,
/// e^-∞ in a masked softmax first of all, is not computed: a product that underflows takes a processor a hundred
/// times as long.
VECTOR_INLINE float exp_f32(float x) {
  int is_zero = x < -104.0f;
  x = x > 89.0f ? 89.0f : x;
  x = is_zero ? 0 : x;
  int32_t n;
  float k = nearest_f32(x * 1.44269504f, &n);
  float r = (x - k * LN2_HIGH_F32) - k * LN2_LOW_F32;
  float q = (((0.00139262508f * r + 0.00836323288f) * r + 0.0416665542f) * r + 0.166665767f) * r + 0.5f;
  float result = scaled_f32(r * r * q + r + 1, n);
  return is_zero ? 0 : result;
}

/// 2ˣ; (2ʳ - 1)/r is a polynomial.
VECTOR_INLINE float exp2_f32(float x) {
  int is_zero = x < -151.0f;
  x = x > 129.0f ? 129.0f : x;
  x = is_zero ? 0 : x;
  int32_t n;
  float r = x - nearest_f32(x, &n);
  float q = ((((((1.32508763e-6f * r + 1.53038028e-5f) * r + 0.00015403475f) * r + 0.00133334782f) * r +
            0.00961812914f) * r + 0.0555041091f) * r + 0.240226507f) * r + 0.693147181f;
  float result = scaled_f32(r * q + 1, n);
  return is_zero ? 0 : result;
}

/// eˣ - 1 = 2ⁿ·(eʳ - 1) + (2ⁿ - 1).
VECTOR_INLINE float expm1_f32(float x) {
  float given = x;
  x = x > 89.0f ? 89.0f : x;
  x = x < -20.0f ? -20.0f : x;
  int32_t n;
  float k = nearest_f32(x * 1.44269504f, &n);
  float r = (x - k * LN2_HIGH_F32) - k * LN2_LOW_F32;
  float q = ((((0.000198910805f * r + 0.00139337307f) * r + 0.00833331084f) * r + 0.0416664642f) * r +
            0.166666667f) * r + 0.500000001f;
  float p = r * r * q + r;
  // Half of it, so that 2ⁿ does not overflow before the result does.
  float half = power_of_two_f32(n - 1);
  float result = 2 * (half * p + (half - 0.5f));
  return given == 0 ? given : result;
}

/// Takes x > 0 apart into 2ⁿ·m, m between √½ and √2.
VECTOR_INLINE float split_f32(float x, float *n) {
  int is_small = x < 0x1p-126f;
  float y = is_small ? x * 0x1p23f : x;
  uint32_t bits = bits_of_float(y);
  // The bits of √½ taken off, the exponent field counts from there.
  int32_t exponent = (int32_t)(bits - 0x3F3504F3) >> 23;
  *n = (float)(exponent - (is_small ? 23 : 0));
  return float_of_bits(bits - ((uint32_t)exponent << 23));
}

/// ln(1 + f) - f for small f; (ln(1 + f) - f + f²/2)/f³ is a polynomial.
VECTOR_INLINE float log_rest_f32(float f) {
  float p = (((((((0.0697161147f * f + -0.114797338f) * f + 0.116854199f) * f + -0.124256873f) * f +
            0.142490576f) * f + -0.166678023f) * f + 0.200007157f) * f + -0.24999997f) * f + 0.333333312f;
  return f * f * (f * p - 0.5f);
}

/// What logarithms are where the formula does not reach.
VECTOR_INLINE float log_ends_f32(float x, float result) {
  result = x == 0 ? -__builtin_inff() : result;
  result = x < 0 ? __builtin_nanf("") : result;
  return x < __builtin_inff() ? result : x;  // also nan
}

VECTOR_INLINE float log_f32(float x) {
  float n, f = split_f32(x, &n) - 1;
  return log_ends_f32(x, n * LN2_HIGH_F32 + (f + (log_rest_f32(f) + n * LN2_LOW_F32)));
}

VECTOR_INLINE float log2_f32(float x) {
  float n, f = split_f32(x, &n) - 1;
  return log_ends_f32(x, n + (f + log_rest_f32(f)) * 1.44269504f);
}

VECTOR_INLINE float log10_f32(float x) {
  float n, f = split_f32(x, &n) - 1;
  // log₁₀ 2 in two parts, as ln 2 above.
  return log_ends_f32(x, n * 0x1.344p-2f + ((f + log_rest_f32(f)) * 0.434294482f + n * 0x1.3509f8p-18f));
}

/// ln(1 + x); what 1 + x loses in rounding is added to the fraction.
VECTOR_INLINE float log1p_f32(float x) {
  float u = 1 + x;
  float lost = x >= 1 ? 1 - (u - x) : x - (u - 1);
  float n, f = split_f32(u, &n) - 1;
  int32_t k = (int32_t)n;
  // For large exponents the lost part no longer counts.
  f += k < 60 ? lost * power_of_two_f32(k < 60 ? -k : 0) : 0;
  float result = log_ends_f32(u, n * LN2_HIGH_F32 + (f + (log_rest_f32(f) + n * LN2_LOW_F32)));
  return x == 0 ? x : result;
}

VECTOR_INLINE float tanh_f32(float x) {
  float e = expm1_f32(-2 * abs_f32(x));
  return with_sign_f32(-e / (2 + e), x);
}

VECTOR_INLINE float sigmoid_f32(float x) {
  float e = exp_f32(-abs_f32(x));
  return (x < 0 ? e : 1) / (1 + e);
}

VECTOR_INLINE float softplus_f32(float x) { return (x > 0 ? x : x != x ? x : 0) + log1p_f32(exp_f32(-abs_f32(x))); }

/// (eˣ - e⁻ˣ)/2 = (t + t/(t + 1))/2 with t = eˣ - 1; far out e^(x/2) is squared, which overflows no sooner
/// than the result does.
VECTOR_INLINE float sinh_f32(float x) {
  float a = abs_f32(x), t = expm1_f32(a < 10 ? a : 10), root = exp_f32(0.5f * a);
  return with_sign_f32(a < 10 ? 0.5f * (t + t / (t + 1)) : 0.5f * root * root, x);
}
VECTOR_INLINE float cosh_f32(float x) {
  float a = abs_f32(x), e = exp_f32(a < 10 ? a : 10), root = exp_f32(0.5f * a);
  return a < 10 ? 0.5f * e + 0.5f / e : 0.5f * root * root;
}

/// Above this the circular functions are left to libm, whose reduction knows enough digits of π.
#define CIRCULAR_LIMIT_F32 0x1p20f

/// x - n·π/2, computed in f64.
VECTOR_INLINE float reduced_f32(float x, int32_t *n) {
  double wide = (double)x, shifted = wide * 0x1.45f306dc9c883p-1 + 0x1.8p52;
  int64_t bits;
  memcpy(&bits, &shifted, 8);
  *n = (int32_t)bits;
  double k = shifted - 0x1.8p52;
  return (float)((wide - k * 0x1.921fb544p0) - k * 0x1.0b4611a626331p-34);
}
VECTOR_INLINE float sin_part_f32(float r) {
  float z = r * r;
  float s = ((2.72496201e-6f * z + -0.000198400844f) * z + 0.00833333187f) * z + -0.166666667f;
  return r + r * z * s;
}
VECTOR_INLINE float cos_part_f32(float r) {
  float z = r * r;
  float c = ((-2.7300704e-7f * z + 2.48005984e-5f) * z + -0.00138888877f) * z + 0.0416666667f;
  return 1 - (0.5f * z - z * z * c);
}
VECTOR_INLINE float sin_f32(float x) {
  int32_t n;
  float r = reduced_f32(x, &n), s = sin_part_f32(r), c = cos_part_f32(r);
  float value = n & 1 ? c : s;
  value = n & 2 ? -value : value;
  return x == 0 ? x : value;
}
VECTOR_INLINE float cos_f32(float x) {
  int32_t n;
  float r = reduced_f32(x, &n), s = sin_part_f32(r), c = cos_part_f32(r);
  float value = n & 1 ? s : c;
  return (n + 1) & 2 ? -value : value;
}
VECTOR_INLINE float tan_f32(float x) {
  int32_t n;
  float r = reduced_f32(x, &n), s = sin_part_f32(r), c = cos_part_f32(r);
  float value = n & 1 ? -c / s : s / c;
  return x == 0 ? x : value;
}

/// Reduced to |x| ≤ tan π/8 by 1/x and by (x - 1)/(x + 1).
VECTOR_INLINE float atan_f32(float x) {
  float a = abs_f32(x);
  int is_large = a > 2.41421356f, is_middle = a > 0.414213562f;
  float y = is_large ? -1 / a : is_middle ? (a - 1) / (a + 1) : a;
  float base = is_large ? 1.57079633f : is_middle ? 0.785398163f : 0;
  float low = is_large ? -4.37113883e-8f : is_middle ? -2.18556941e-8f : 0;
  float z = y * y;
  float p = ((((0.0504612817f * z + -0.0862389667f) * z + 0.110712604f) * z + -0.142841455f) * z +
            0.199999772f) * z + -0.333333333f;
  return with_sign_f32(base + (y * z * p + low + y), x);
}

/// erfc(a) for a = scale·x ≥ ½: e^(-a²)/(1 + 2a) times a polynomial in (a - 2)/(a + 2). The square is taken of
/// x, in two parts, because the exponential makes its rounding large; square_scale is scale².
VECTOR_INLINE float erfc_tail_f32(float x, float scale, float square_scale) {
  x = x > 14.5f ? 14.5f : x;
  float a = x * scale, t = (a - 2) / (a + 2);
  float h = (((((((((0.000237371333f * t + -0.000319764825f) * t + -0.00148917836f) * t + 0.00122242258f) *
            t + 0.00873353306f) * t + -0.00802591456f) * t + -0.0542214465f) * t + 0.164050718f) * t +
            -0.166030332f) * t + -0.0927638154f) * t + 1.27697838f;
  float high = float_of_bits(bits_of_float(x) & 0xFFFFF000);
  float rest = (x - high) * (x + high);
  // The exponential of both parts: the smaller one joins what is left of the larger after its reduction.
  int32_t n;
  float first = -high * high * square_scale;
  first = first < -104 ? -104 : first;
  float k = nearest_f32(first * 1.44269504f, &n);
  float r = ((first - k * LN2_HIGH_F32) - k * LN2_LOW_F32) - rest * square_scale;
  float q = ((((0.000199289263f * r + 0.00139678177f) * r + 0.00833326374f) * r + 0.0416660399f) * r +
            0.166666667f) * r + 0.500000007f;
  return scaled_f32((r * r * q + r + 1) * (h / (1 + 2 * a)), n);
}
/// erf(x)/x - 1 for |x| ≤ 1.
VECTOR_INLINE float erf_part_f32(float z) {
  return ((((((-9.66704457e-6f * z + 0.00011265959f) * z + -0.000848408041f) * z + 0.00522103181f) * z +
         -0.0268654307f) * z + 0.112837825f) * z + -0.376126385f) * z + 0.128379167f;
}
VECTOR_INLINE float erf_f32(float x) {
  float a = abs_f32(x), near = a < 1 ? a : 1;
  float small = near + near * erf_part_f32(near * near);
  float large = 1 - erfc_tail_f32(a > 1 ? a : 1, 1, 1);
  return x != x ? x : with_sign_f32(a < 1 ? small : large, x);
}
VECTOR_INLINE float erfc_f32(float x) {
  float a = abs_f32(x), near = a < 1 ? a : 1;
  float part = near + near * erf_part_f32(near * near), tail = erfc_tail_f32(a > 0.5f ? a : 0.5f, 1, 1);
  return x != x ? x : a < 0.5f ? 1 - with_sign_f32(part, x) : x < 0 ? 2 - tail : tail;
}

VECTOR_INLINE float silu_f32(float x) { return x < -104 ? -0.0f : x * sigmoid_f32(x); }

/// Φ(x) = erfc(-x/√2)/2, which keeps its digits in the lower tail: as `erfc_tail_f32`, from 0 on.
VECTOR_INLINE float normal_cdf_f32(float x) {
  float a = abs_f32(x);
  a = a > 14.5f ? 14.5f : a;
  float z = a * 0.707106781f, t = (z - 2) / (z + 2);
  float h = (((((((((((1.96922543e-5f * t + 0.000120025244f) * t + 0.000166404352f) * t + -0.000450096752f)
            * t + -0.00143509151f) * t + 0.00127469927f) * t + 0.00871742634f) * t + -0.00803524997f) * t +
            -0.0542194333f) * t + 0.164051412f) * t + -0.166030421f) * t + -0.0927638301f) * t + 1.27697838f;
  float high = float_of_bits(bits_of_float(a) & 0xFFFFF000);
  float rest = (a - high) * (a + high);
  int32_t n;
  float first = -0.5f * high * high;
  float k = nearest_f32(first * 1.44269504f, &n);
  float r = ((first - k * LN2_HIGH_F32) - k * LN2_LOW_F32) - 0.5f * rest;
  float q = ((((0.000199289263f * r + 0.00139678177f) * r + 0.00833326374f) * r + 0.0416660399f) * r +
            0.166666667f) * r + 0.500000007f;
  float tail = scaled_f32((r * r * q + r + 1) * (0.5f * h / (1 + 2 * z)), n);
  return x != x ? x : x < 0 ? tail : 1 - tail;
}
VECTOR_INLINE float gelu_f32(float x) { return x < -14.5f ? -0.0f : x * normal_cdf_f32(x); }
/// (1 + tanh u)/2 = σ(2u).
VECTOR_INLINE float gelu_tanh_f32(float x) {
  float value = x * sigmoid_f32(1.59576912f * (x + 0.044715f * x * x * x));
  return x < -14.5f ? -0.0f : value;
}

/// Derivatives, from the argument: σ + xσ(1 - σ); Φ + xφ; s + x s(1 - s) u' with s = σ(u).
VECTOR_INLINE float silu_slope_f32(float x) {
  float s = sigmoid_f32(x);
  return s + x * s * (1 - s);
}
VECTOR_INLINE float gelu_slope_f32(float x) {
  return normal_cdf_f32(x) + x * 0.398942280f * exp_f32(-0.5f * x * x);
}
VECTOR_INLINE float gelu_tanh_slope_f32(float x) {
  float s = sigmoid_f32(1.59576912f * (x + 0.044715f * x * x * x));
  return s + x * s * (1 - s) * 1.59576912f * (1 + 0.134145f * x * x);
}

/// xʸ = 2^(y·log₂ x) in f64, whose digits leave the f32 result correct to the last place.
VECTOR_INLINE float power_f32(float x, float y) {
  double power = (double)y * log2_short_f64((double)abs_f32(x));
  float magnitude = (float)exp2_short_f64(power);
  magnitude = abs_f32(x) == 1 ? 1 : magnitude;
  int is_whole = __builtin_floorf(y) == y, is_odd = is_whole & (__builtin_floorf(0.5f * y) != 0.5f * y);
  float value = (bits_of_float(x) >> 31) & is_odd ? -magnitude : magnitude;
  value = ((x < 0) & (x > -__builtin_inff()) & !is_whole) ? __builtin_nanf("") : value;
  value = ((x != x) | (y != y)) ? x + y : value;
  return ((y == 0) | (x == 1)) ? 1 : value;
}
#endif

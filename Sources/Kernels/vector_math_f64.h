// Elementary functions of one f64: see vector_math_f32.h, which says what holds for both.
#ifndef GRADUS_VECTOR_MATH_F64_H
#define GRADUS_VECTOR_MATH_F64_H
#include <stdint.h>
#include <string.h>

#define VECTOR_INLINE static inline __attribute__((always_inline))

VECTOR_INLINE double double_of_bits(uint64_t bits) {
  double x;
  memcpy(&x, &bits, 8);
  return x;
}
VECTOR_INLINE uint64_t bits_of_double(double x) {
  uint64_t bits;
  memcpy(&bits, &x, 8);
  return bits;
}
VECTOR_INLINE double abs_f64(double x) { return double_of_bits(bits_of_double(x) & ~(1ull << 63)); }
VECTOR_INLINE double with_sign_f64(double magnitude, double sign) {
  return double_of_bits(bits_of_double(magnitude) | (bits_of_double(sign) & 1ull << 63));
}

/// x rounded to an integer, for |x| < 2⁵⁰. Adding 3·2⁵¹ leaves the integer in the lowest bits.
VECTOR_INLINE double nearest_f64(double x) { return (x + 0x1.8p52) - 0x1.8p52; }
/// 2ⁿ for whole -1022 ≤ n ≤ 1023.
VECTOR_INLINE double power_of_two_f64(double n) { return double_of_bits((bits_of_double(n + 0x1.8p52) + 1023) << 52); }
/// y·2ⁿ in two steps: the first can't overflow, the second rounds once into the subnormal numbers.
VECTOR_INLINE double scaled_f64(double y, double n) {
  double half = nearest_f64(n * 0.5);
  return y * power_of_two_f64(half) * power_of_two_f64(n - half);
}

/// ln 2 in two parts; products of the first with integers below 2¹² are exact.
#define LN2_HIGH_F64 0x1.62e42fefap-1
#define LN2_LOW_F64 0x1.cf79abc9e3b3ap-40

/// As `exp_f32`.
VECTOR_INLINE double exp_f64(double x) {
  int is_zero = x < -746;
  x = x > 710 ? 710 : x;
  x = is_zero ? 0 : x;
  double n = nearest_f64(x * 0x1.71547652b82fep0);
  double r = (x - n * LN2_HIGH_F64) - n * LN2_LOW_F64;
  double q = (((((((((2.0914755325893202e-9 * r + 2.5105312729622102e-8) * r + 2.755727347871858e-7) * r +
             2.7557255170000887e-6) * r + 2.4801587325677462e-5) * r + 0.00019841269875002279) * r +
             0.0013888888888883711) * r + 0.0083333333333260831) * r + 0.04166666666666667) * r +
             0.16666666666666671) * r + 0.5;
  double result = scaled_f64(r * r * q + r + 1, n);
  return is_zero ? 0 : result;
}

VECTOR_INLINE double exp2_f64(double x) {
  int is_zero = x < -1080;
  x = x > 1025 ? 1025 : x;
  x = is_zero ? 0 : x;
  double n = nearest_f64(x), r = x - n;
  double q = (((((((((((1.371701341040781e-12 * r + 2.5733678739192403e-11) * r + 4.4455302771875133e-10) *
             r + 7.0548943172611373e-9) * r + 1.017808602125736e-7) * r + 1.3215486816155576e-6) * r +
             1.5252733804051059e-5) * r + 0.00015403530393362604) * r + 0.0013333558146428446) * r +
             0.0096181291076284831) * r + 0.05550410866482158) * r + 0.24022650695910071) * r +
             0.69314718055994531;
  double result = scaled_f64(r * q + 1, n);
  return is_zero ? 0 : result;
}

VECTOR_INLINE double expm1_f64(double x) {
  double given = x;
  x = x > 710 ? 710 : x;
  x = x < -40 ? -40 : x;
  double n = nearest_f64(x * 0x1.71547652b82fep0);
  double r = (x - n * LN2_HIGH_F64) - n * LN2_LOW_F64;
  double q = (((((((((2.0914755325893202e-9 * r + 2.5105312729622102e-8) * r + 2.755727347871858e-7) * r +
             2.7557255170000887e-6) * r + 2.4801587325677462e-5) * r + 0.00019841269875002279) * r +
             0.0013888888888883711) * r + 0.0083333333333260831) * r + 0.04166666666666667) * r +
             0.16666666666666671) * r + 0.5;
  double p = r * r * q + r, half = power_of_two_f64(n - 1);
  double result = 2 * (half * p + (half - 0.5));
  return given == 0 ? given : result;
}

/// Takes x > 0 apart into 2ⁿ·m, m between √½ and √2.
VECTOR_INLINE double split_f64(double x, double *n) {
  int is_small = x < 0x1p-1022;
  double y = is_small ? x * 0x1p52 : x;
  uint64_t bits = bits_of_double(y);
  // The bits of √½ taken off, the exponent field counts from there; 2048 keeps it positive.
  uint64_t exponent = (bits - 0x3FE6A09E667F3BCD + (2048ull << 52)) >> 52;
  // Into a double by the lowest bits of 2⁵².
  double wide = double_of_bits(exponent | 0x4330000000000000) - 0x1p52;
  *n = wide - (is_small ? 2048 + 52 : 2048);
  return double_of_bits(bits - (exponent << 52) + (2048ull << 52));
}

/// ln(1 + f) = f - (f²/2 - s·(f²/2 + R)) with s = f/(2 + f) and R = (2 artanh s - 2s)/s, a polynomial in s².
/// Returns ln(1 + f) - f.
VECTOR_INLINE double log_rest_f64(double f) {
  double s = f / (2 + f), z = s * s, half = 0.5 * f * f;
  double p = ((((((0.13088034850927554 * z + 0.13268638369266824) * z + 0.15386244737621667) * z +
             0.18181795547521136) * z + 0.22222222392581045) * z + 0.28571428570799785) * z +
             0.40000000000000883) * z + 0.66666666666666666;
  return s * (half + z * p) - half;
}
VECTOR_INLINE double log_ends_f64(double x, double result) {
  result = x == 0 ? -__builtin_inf() : result;
  result = x < 0 ? __builtin_nan("") : result;
  return x < __builtin_inf() ? result : x;  // also nan
}

VECTOR_INLINE double log_f64(double x) {
  double n, f = split_f64(x, &n) - 1;
  return log_ends_f64(x, n * LN2_HIGH_F64 + (f + (log_rest_f64(f) + n * LN2_LOW_F64)));
}
VECTOR_INLINE double log2_f64(double x) {
  double n, f = split_f64(x, &n) - 1;
  return log_ends_f64(x, n + (f + log_rest_f64(f)) * 0x1.71547652b82fep0);
}
VECTOR_INLINE double log10_f64(double x) {
  double n, f = split_f64(x, &n) - 1;
  return log_ends_f64(
    x, n * 0x1.34413509f8p-2 + ((f + log_rest_f64(f)) * 0x1.bcb7b1526e50ep-2 + n * -0x1.80433b83b532ap-44));
}
VECTOR_INLINE double log1p_f64(double x) {
  double u = 1 + x;
  double lost = x >= 1 ? 1 - (u - x) : x - (u - 1);
  double n, f = split_f64(u, &n) - 1;
  double k = n < 100 ? n : 100;
  f += n < 100 ? lost * power_of_two_f64(-k) : 0;
  double result = log_ends_f64(u, n * LN2_HIGH_F64 + (f + (log_rest_f64(f) + n * LN2_LOW_F64)));
  return x == 0 ? x : result;
}

VECTOR_INLINE double tanh_f64(double x) {
  double e = expm1_f64(-2 * abs_f64(x));
  return with_sign_f64(-e / (2 + e), x);
}
VECTOR_INLINE double sigmoid_f64(double x) {
  double e = exp_f64(-abs_f64(x));
  return (x < 0 ? e : 1) / (1 + e);
}
VECTOR_INLINE double softplus_f64(double x) { return (x > 0 ? x : x != x ? x : 0) + log1p_f64(exp_f64(-abs_f64(x))); }

VECTOR_INLINE double sinh_f64(double x) {
  double a = abs_f64(x), t = expm1_f64(a < 22 ? a : 22), root = exp_f64(0.5 * a);
  return with_sign_f64(a < 22 ? 0.5 * (t + t / (t + 1)) : 0.5 * root * root, x);
}
VECTOR_INLINE double cosh_f64(double x) {
  double a = abs_f64(x), e = exp_f64(a < 22 ? a : 22), root = exp_f64(0.5 * a);
  return a < 22 ? 0.5 * e + 0.5 / e : 0.5 * root * root;
}

/// Above this the circular functions are left to libm, whose reduction knows enough digits of π.
#define CIRCULAR_LIMIT_F64 0x1p19

/// x - n·π/2 = r + *low, π/2 in parts of 33 bits so that their products with n are exact.
VECTOR_INLINE double reduced_f64(double x, int64_t *n, double *low) {
  double shifted = x * 0x1.45f306dc9c883p-1 + 0x1.8p52;
  memcpy(n, &shifted, 8);
  double k = shifted - 0x1.8p52;
  double a = x - k * 0x1.921fb544p0, w = k * 0x1.0b4611a6p-34, b = a - w;
  double lost = (a - b) - w, v = k * 0x1.3198a2e037073p-69 - lost;
  double r = b - v;
  *low = (b - r) - v;
  return r;
}
VECTOR_INLINE double sin_part_f64(double r, double low) {
  double z = r * r;
  double s = (((((-7.5866368828251596e-13 * z + 1.6058530596645955e-10) * z + -2.5052106225994401e-8) * z +
             2.755731921932058e-6) * z + -0.00019841269841265041) * z + 0.0083333333333333315) * z +
             -0.16666666666666667;
  return r + (r * z * s + low * (1 - 0.5 * z));
}
VECTOR_INLINE double cos_part_f64(double r, double low) {
  double z = r * r;
  double c = (((((4.745838412531023e-14 * z + -1.1470460319209512e-11) * z + 2.0876755787492606e-9) * z +
             -2.7557319221392491e-7) * z + 2.4801587301584633e-5) * z + -0.0013888888888888888) * z +
             0.041666666666666667;
  double half = 0.5 * z, w = 1 - half;
  return w + (((1 - w) - half) + (z * z * c - r * low));
}
VECTOR_INLINE double sin_f64(double x) {
  int64_t n;
  double low, r = reduced_f64(x, &n, &low), s = sin_part_f64(r, low), c = cos_part_f64(r, low);
  double value = n & 1 ? c : s;
  value = n & 2 ? -value : value;
  return x == 0 ? x : value;
}
VECTOR_INLINE double cos_f64(double x) {
  int64_t n;
  double low, r = reduced_f64(x, &n, &low), s = sin_part_f64(r, low), c = cos_part_f64(r, low);
  double value = n & 1 ? s : c;
  return (n + 1) & 2 ? -value : value;
}
VECTOR_INLINE double tan_f64(double x) {
  int64_t n;
  double low, r = reduced_f64(x, &n, &low), s = sin_part_f64(r, low), c = cos_part_f64(r, low);
  double value = n & 1 ? -c / s : s / c;
  return x == 0 ? x : value;
}

VECTOR_INLINE double atan_f64(double x) {
  double a = abs_f64(x);
  int is_large = a > 2.414213562373095, is_middle = a > 0.41421356237309503;
  double y = is_large ? -1 / a : is_middle ? (a - 1) / (a + 1) : a;
  double base = is_large ? 0x1.921fb54442d18p0 : is_middle ? 0x1.921fb54442d18p-1 : 0;
  double low = is_large ? 0x1.1a62633145c07p-54 : is_middle ? 0x1.1a62633145c07p-55 : 0;
  double z = y * y;
  double p = (((((((((((-0.013905374533113234 * z + 0.030622995553735515) * z + -0.041038875468626872) * z +
             0.047192591882420924) * z + -0.052580202726567583) * z + 0.058819230561140226) * z +
             -0.066666418691311827) * z + 0.076923067291948968) * z + -0.090909090668160809) * z +
             0.11111111110751481) * z + -0.14285714285711491) * z + 0.19999999999999991) * z +
             -0.33333333333333333;
  return with_sign_f64(base + (y * z * p + low + y), x);
}

VECTOR_INLINE double erfc_tail_f64(double x, double scale, double square_scale) {
  x = x > 39 ? 39 : x;
  double a = x * scale, t = (a - 2) / (a + 2);
  double h = (((((((((((((((((((((((-1.3933719186157377e-8 * t + -5.8224737420207871e-8) * t +
             1.6481036435911466e-7) * t + 2.7313309207884921e-7) * t + -3.1151996868702712e-7) * t +
             -9.3737188842868783e-7) * t + -6.3930551412674662e-7) * t + 1.5476317653190466e-6) * t +
             5.192263435453945e-6) * t + 3.699907834885404e-6) * t + -1.3482250148874381e-5) * t +
             -3.6421899377467025e-5) * t + -1.5121319115706474e-6) * t + 0.00015103911386623247) * t +
             0.00020636753010556424) * t + -0.00045434083909117466) * t + -0.0014568139751537835) * t +
             0.00127133896714082) * t + 0.0087226538771848944) * t + -0.0080340150824816749) * t +
             -0.054220000992077242) * t + 0.1640512800334431) * t + -0.16603039761528895) * t +
             -0.092763826585746011) * t + 1.2769783815525287;
  double high = double_of_bits(bits_of_double(x) & 0xFFFFFFFFF8000000);
  double rest = (x - high) * (x + high);
  double first = -high * high * square_scale;
  first = first < -746 ? -746 : first;
  double n = nearest_f64(first * 0x1.71547652b82fep0);
  double r = ((first - n * LN2_HIGH_F64) - n * LN2_LOW_F64) - rest * square_scale;
  double q = (((((((((2.0914755325893202e-9 * r + 2.5105312729622102e-8) * r + 2.755727347871858e-7) * r +
             2.7557255170000887e-6) * r + 2.4801587325677462e-5) * r + 0.00019841269875002279) * r +
             0.0013888888888883711) * r + 0.0083333333333260831) * r + 0.04166666666666667) * r +
             0.16666666666666671) * r + 0.5;
  return scaled_f64((r * r * q + r + 1) * (h / (1 + 2 * a)), n);
}
VECTOR_INLINE double erf_part_f64(double z) {
  return ((((((((((((-4.2309458242953378e-12 * z + 8.7090451290531067e-11) * z + -1.216456005728345e-9) * z
         + 1.4792401209404813e-8) * z + -1.6364642158167615e-7) * z + 1.6462045441468419e-6) * z +
         -1.4925647567519332e-5) * z + 0.00012055332902888735) * z + -0.00085483270219348296) * z +
         0.0052239776254232983) * z + -0.026866170645129841) * z + 0.1128379167095512) * z +
         -0.37612638903183752) * z + 0.12837916709551257;
}
VECTOR_INLINE double erf_f64(double x) {
  double a = abs_f64(x), near = a < 1 ? a : 1;
  double small = near + near * erf_part_f64(near * near);
  double large = 1 - erfc_tail_f64(a > 1 ? a : 1, 1, 1);
  return x != x ? x : with_sign_f64(a < 1 ? small : large, x);
}
VECTOR_INLINE double erfc_f64(double x) {
  double a = abs_f64(x), near = a < 1 ? a : 1;
  double part = near + near * erf_part_f64(near * near), tail = erfc_tail_f64(a > 0.5 ? a : 0.5, 1, 1);
  return x != x ? x : a < 0.5 ? 1 - with_sign_f64(part, x) : x < 0 ? 2 - tail : tail;
}

VECTOR_INLINE double silu_f64(double x) { return x < -746 ? -0.0 : x * sigmoid_f64(x); }
#define SQRT_HALF_F64 0x1.6a09e667f3bcdp-1
VECTOR_INLINE double normal_cdf_f64(double x) {
  double a = abs_f64(x), near = a < 0.75 ? x * SQRT_HALF_F64 : 0;
  double part = near + near * erf_part_f64(near * near);
  double tail = 0.5 * erfc_tail_f64(a > 0.75 ? a : 0.75, SQRT_HALF_F64, 0.5);
  double value = a < 0.75 ? 0.5 + 0.5 * part : x < 0 ? tail : 1 - tail;
  return x != x ? x : value;
}
VECTOR_INLINE double gelu_f64(double x) { return x < -39 ? -0.0 : x * normal_cdf_f64(x); }
VECTOR_INLINE double gelu_tanh_f64(double x) {
  double value = x * sigmoid_f64(0x1.9884533d43651p0 * (x + 0.044715 * x * x * x));
  return x < -39 ? -0.0 : value;
}

/// Derivatives, from the argument: σ + xσ(1 - σ); Φ + xφ; s + x s(1 - s) u' with s = σ(u).
VECTOR_INLINE double silu_slope_f64(double x) {
  double s = sigmoid_f64(x);
  return s + x * s * (1 - s);
}
VECTOR_INLINE double gelu_slope_f64(double x) {
  return normal_cdf_f64(x) + x * 0x1.9884533d43651p-2 * exp_f64(-0.5 * x * x);
}
VECTOR_INLINE double gelu_tanh_slope_f64(double x) {
  double s = sigmoid_f64(0x1.9884533d43651p0 * (x + 0.044715 * x * x * x));
  return s + x * s * (1 - s) * 0x1.9884533d43651p0 * (1 + 0.134145 * x * x);
}

/// Logarithm and power of two with the digits that an f32 result needs.
VECTOR_INLINE double log2_short_f64(double x) {
  double n, f = split_f64(x, &n) - 1, s = f / (2 + f), z = s * s;
  double p = (((0.19363884986633199 * z + 0.22191337428065784) * z + 0.28571755535032942) * z +
             0.39999998792441689) * z + 0.66666666667378686;
  double result = n + (2 * s + s * z * p) * 0x1.71547652b82fep0;
  return log_ends_f64(x, result);
}
VECTOR_INLINE double exp2_short_f64(double x) {
  x = x > 1000 ? 1000 : x;
  x = x < -1000 ? -1000 : x;
  double n = nearest_f64(x), r = x - n;
  double q = ((((((1.3250876278904456e-6 * r + 1.5303802849624281e-5) * r + 0.00015403474965190241) * r +
             0.0013333478154201468) * r + 0.0096181291354022999) * r + 0.055504109065656997) * r +
             0.24022650695888329) * r + 0.69314718055680741;
  return (r * q + 1) * power_of_two_f64(n);
}
#endif

#include "include/special.h"
#include <math.h>

// Σ over k ≥ 0 of (x + k)^-s for s > 1 and x > 0: Euler and Maclaurin's formula after enough terms
// (Abramowitz & Stegun 23.2.9; Johansson 2013, "Rigorous high-precision computation of the Hurwitz zeta
// function", equation 5).
static double hurwitz_zeta(double s, double x) {
  // Bernoulli numbers B(2k) / (2k)!.
  static const double bernoulli[] = {
    1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1209600, 1.0 / 47900160, -691.0 / 1307674368000.0,
    1.0 / 74724249600.0, -3617.0 / 10670622842880000.0,
  };
  double sum = 0;
  while (x < 20 + s / 4) {
    sum += pow(x, -s);
    x += 1;
  }
  sum += pow(x, 1 - s) / (s - 1) + 0.5 * pow(x, -s);
  double rising = s, power = pow(x, -s - 1);
  for (int k = 0; k < 8; k++) {
    sum += bernoulli[k] * rising * power;
    rising *= (s + 2 * k + 1) * (s + 2 * k + 2);
    power /= x * x;
  }
  return sum;
}

/// The n-th derivative of π cot(πx) is a polynomial in the cotangent: P(0) = c, and each further one
/// -(1 + c²) times the derivative of the one before.
static double cotangent_derivative(int order, double x) {
  enum { limit = 64 };
  if (order > limit) return NAN;
  double coefficients[limit + 2] = {0, 1}, next[limit + 2];
  for (int n = 1; n <= order; n++) {
    for (int i = 0; i <= n + 1; i++) {
      double up = i <= n - 1 ? (i + 1) * coefficients[i + 1] : 0;
      double down = i >= 1 && i - 1 <= n ? (i - 1) * coefficients[i - 1] : 0;
      next[i] = -(up + down);
    }
    for (int i = 0; i <= n + 1; i++) coefficients[i] = next[i];
  }
  // cot(πx) = tan(π(½ - x)): exactly 0 half-way between the poles.
  double c = tan(M_PI * (0.5 - (x - floor(x)))), value = 0;
  for (int i = order + 1; i >= 0; i--) value = value * c + coefficients[i];
  return value * pow(M_PI, order + 1);
}

/// For x ≤ 0 by reflection: ψₙ(1 - x) - (-1)ⁿ ψₙ(x) = (-1)ⁿ dⁿ/dxⁿ π cot(πx) (A&S 6.4.7).
static double polygamma(int order, double x) {
  if (isnan(x)) return NAN;
  double sign = order % 2 ? 1 : -1;
  if (x > 0) return isinf(x) ? 0 : sign * tgamma(order + 1) * hurwitz_zeta(order + 1, x);
  if (x == floor(x)) return order % 2 ? INFINITY : NAN;
  return -sign * polygamma(order, 1 - x) - cotangent_derivative(order, x);
}

void gradus_polygamma(int order, long n, const double *x, double *out) {
  for (long i = 0; i < n; i++) out[i] = polygamma(order, x[i]);
}

/// A first guess within 0.002 (Winitzki 2008), then Halley's method, which triples the digits, on erf near 0
/// and on erfc in the tails, where erf is too close to 1.
static double erfinv(double y) {
  if (!(fabs(y) < 1)) return fabs(y) == 1 ? copysign(INFINITY, y) : NAN;
  if (y == 0) return y;
  double a = fabs(y), logarithm = log1p(-a * a), t = 2 / (M_PI * 0.147) + logarithm / 2;
  double x = sqrt(sqrt(t * t - logarithm / 0.147) - t);
  for (int i = 0; i < 4; i++) {
    double error = a < 0.5 ? erf(x) - a : (1 - a) - erfc(x);
    double step = error / (2 / sqrt(M_PI) * exp(-x * x));
    x -= step / (1 + x * step);
  }
  return copysign(x, y);
}

void gradus_erfinv(long n, const double *y, double *out) {
  for (long i = 0; i < n; i++) out[i] = erfinv(y[i]);
}

void gradus_pairs(int op, long n, const double *x, const double *y, double *out) {
  switch (op) {
  case GRADUS_HYPOT: for (long i = 0; i < n; i++) out[i] = hypot(x[i], y[i]); break;
  case GRADUS_FMOD: for (long i = 0; i < n; i++) out[i] = fmod(x[i], y[i]); break;
  case GRADUS_COPYSIGN: for (long i = 0; i < n; i++) out[i] = copysign(x[i], y[i]); break;
  case GRADUS_NEXTAFTER: for (long i = 0; i < n; i++) out[i] = nextafter(x[i], y[i]); break;
  }
}

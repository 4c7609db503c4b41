// Functions that are rare enough to be computed in double precision, one element at a time.
// Arrays are contiguous.
#ifndef GRADUS_SPECIAL_H
#define GRADUS_SPECIAL_H

/// The n-th derivative of digamma, for n ≥ 1 (n = 0 is digamma itself).
void gradus_polygamma(int order, long n, const double *x, double *out);
/// The x with erf(x) = y: infinite at ±1, nan beyond.
void gradus_erfinv(long n, const double *y, double *out);

/// The order is shared with `PairFunction` in Swift.
enum gradus_pair { GRADUS_HYPOT, GRADUS_FMOD, GRADUS_COPYSIGN, GRADUS_NEXTAFTER };
void gradus_pairs(int op, long n, const double *x, const double *y, double *out);
#endif

// Products of matrices, stored row by row or column by column, alone or in stacks. gemm.c multiplies on one
// thread; what is divided among threads, and how small matrices are treated, is decided here, by the shapes
// alone, so that the digits do not depend on the number of threads.
#ifndef GRADUS_PRODUCTS_H
#define GRADUS_PRODUCTS_H

/// `count` products a·b of n×k and k×m matrices. `places` holds for each where its a, its b and its result
/// start, in elements. With `ta` a matrix a is stored transposed, and `lda` is the step from one stored row to
/// the next; b likewise. Results are row by row, without gaps; with `adds` they are added to what is there.
void gradus_products_f32(
  long count, const long *places, long n, long k, long m, const float *a, long lda, int ta, const float *b,
  long ldb, int tb, float *out, int adds);
void gradus_products_f64(
  long count, const long *places, long n, long k, long m, const double *a, long lda, int ta, const double *b,
  long ldb, int tb, double *out, int adds);
#endif

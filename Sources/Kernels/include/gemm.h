// Products of matrices on one thread, which every other kernel that multiplies matrices calls.
#ifndef GRADUS_GEMM_H
#define GRADUS_GEMM_H

/// c = scale · a·b for a of n×k, b of k×m and c of n×m; with `adds` that is added to c. A row's and a column's step
/// are given for a and for b, in elements, so that a transposed matrix or a part of one needs no copy. Rows of c are
/// `c_row` apart and their elements side by side.
///
/// On processors with AVX-512 the blocks of gemm_block.h compute it, elsewhere BLAS, which wants one of each matrix's
/// two steps to be 1. GRADUS_PRODUCTS=blas in the environment asks for BLAS everywhere.
void gradus_gemm_f32(
  long n, long m, long k, float scale, const float *a, long a_row, long a_column, const float *b, long b_row,
  long b_column, float *c, long c_row, int adds);
void gradus_gemm_f64(
  long n, long m, long k, double scale, const double *a, long a_row, long a_column, const double *b, long b_row,
  long b_column, double *c, long c_row, int adds);

/// The same with BLAS, whatever the processor.
void gradus_blas_f32(
  long n, long m, long k, float scale, const float *a, long a_row, long a_column, const float *b, long b_row,
  long b_column, float *c, long c_row, int adds);
void gradus_blas_f64(
  long n, long m, long k, double scale, const double *a, long a_row, long a_column, const double *b, long b_row,
  long b_column, double *c, long c_row, int adds);
#endif

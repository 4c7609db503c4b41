// OpenBLAS: the C interface of BLAS, and the LAPACK routines that Gradus calls.
//
// Debian's libopenblas-dev ships <cblas.h> and the Fortran LAPACK symbols, but no LAPACKE header,
// so the few prototypes are written here (LAPACK Users' Guide, 3rd ed.). Matrices are column-major;
// every argument of Fortran is a pointer.
#ifndef GRADUS_COPENBLAS_H
#define GRADUS_COPENBLAS_H
#include <cblas.h>

void dgesv_(const int *n, const int *nrhs, double *a, const int *lda, int *ipiv, double *b, const int *ldb, int *info);
void sgesv_(const int *n, const int *nrhs, float *a, const int *lda, int *ipiv, float *b, const int *ldb, int *info);
void dgetrf_(const int *m, const int *n, double *a, const int *lda, int *ipiv, int *info);
void sgetrf_(const int *m, const int *n, float *a, const int *lda, int *ipiv, int *info);
void dgetri_(const int *n, double *a, const int *lda, const int *ipiv, double *work, const int *lwork, int *info);
void sgetri_(const int *n, float *a, const int *lda, const int *ipiv, float *work, const int *lwork, int *info);
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);
void spotrf_(const char *uplo, const int *n, float *a, const int *lda, int *info);
void dpotri_(const char *uplo, const int *n, double *a, const int *lda, int *info);
void spotri_(const char *uplo, const int *n, float *a, const int *lda, int *info);
void dgeqrf_(const int *m, const int *n, double *a, const int *lda, double *tau, double *work, const int *lwork, int *info);
void sgeqrf_(const int *m, const int *n, float *a, const int *lda, float *tau, float *work, const int *lwork, int *info);
void dorgqr_(const int *m, const int *n, const int *k, double *a, const int *lda, const double *tau, double *work, const int *lwork, int *info);
void sorgqr_(const int *m, const int *n, const int *k, float *a, const int *lda, const float *tau, float *work, const int *lwork, int *info);
void dormqr_(const char *side, const char *trans, const int *m, const int *n, const int *k, const double *a, const int *lda, const double *tau, double *c, const int *ldc, double *work, const int *lwork, int *info);
void sormqr_(const char *side, const char *trans, const int *m, const int *n, const int *k, const float *a, const int *lda, const float *tau, float *c, const int *ldc, float *work, const int *lwork, int *info);
void dtrtrs_(const char *uplo, const char *trans, const char *diag, const int *n, const int *nrhs, const double *a, const int *lda, double *b, const int *ldb, int *info);
void strtrs_(const char *uplo, const char *trans, const char *diag, const int *n, const int *nrhs, const float *a, const int *lda, float *b, const int *ldb, int *info);
void dtrtri_(const char *uplo, const char *diag, const int *n, double *a, const int *lda, int *info);
void strtri_(const char *uplo, const char *diag, const int *n, float *a, const int *lda, int *info);
void dgelsd_(const int *m, const int *n, const int *nrhs, double *a, const int *lda, double *b, const int *ldb, double *s, const double *rcond, int *rank, double *work, const int *lwork, int *iwork, int *info);
void sgelsd_(const int *m, const int *n, const int *nrhs, float *a, const int *lda, float *b, const int *ldb, float *s, const float *rcond, int *rank, float *work, const int *lwork, int *iwork, int *info);
void dgesdd_(const char *jobz, const int *m, const int *n, double *a, const int *lda, double *s, double *u, const int *ldu, double *vt, const int *ldvt, double *work, const int *lwork, int *iwork, int *info);
void sgesdd_(const char *jobz, const int *m, const int *n, float *a, const int *lda, float *s, float *u, const int *ldu, float *vt, const int *ldvt, float *work, const int *lwork, int *iwork, int *info);
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work, const int *lwork, int *iwork, const int *liwork, int *info);
void ssyevd_(const char *jobz, const char *uplo, const int *n, float *a, const int *lda, float *w, float *work, const int *lwork, int *iwork, const int *liwork, int *info);
void dgeev_(const char *jobvl, const char *jobvr, const int *n, double *a, const int *lda, double *wr, double *wi, double *vl, const int *ldvl, double *vr, const int *ldvr, double *work, const int *lwork, int *info);
void sgeev_(const char *jobvl, const char *jobvr, const int *n, float *a, const int *lda, float *wr, float *wi, float *vl, const int *ldvl, float *vr, const int *ldvr, float *work, const int *lwork, int *info);

void dgetrs_(const char *trans, const int *n, const int *nrhs, const double *a, const int *lda, const int *ipiv, double *b, const int *ldb, int *info);

// The same with sizes by value, matrices without gaps between their columns, and LAPACK's `info` as the result:
// 0, or a positive number for a numerical failure. Where `work` is offered with size -1, only the size that the
// routine wants is stored in its first element.

static inline int gradus_larger(int a, int b) { return a > b ? a : b; }

static inline int gradus_lu(int m, int n, double *a, int *pivots) {
  int lda = gradus_larger(m, 1), info = 0;
  dgetrf_(&m, &n, a, &lda, pivots, &info);
  return info;
}

static inline int gradus_lu_solve(int n, int k, const double *lu, const int *pivots, double *b) {
  int ld = gradus_larger(n, 1), info = 0;
  dgetrs_("N", &n, &k, lu, &ld, pivots, b, &ld, &info);
  return info;
}

// The lower triangle only; the upper one stays as it was.
static inline int gradus_cholesky(int n, double *a) {
  int lda = gradus_larger(n, 1), info = 0;
  dpotrf_("L", &n, a, &lda, &info);
  return info;
}

static inline int gradus_solve_triangular(int upper, int unit, int n, int k, const double *a, double *b) {
  int ld = gradus_larger(n, 1), info = 0;
  dtrtrs_(upper ? "U" : "L", "N", unit ? "U" : "N", &n, &k, a, &ld, b, &ld, &info);
  return info;
}

// r on and above the diagonal, reflections below it.
static inline int gradus_qr(int m, int n, double *a, double *factors, double *work, int size) {
  int lda = gradus_larger(m, 1), info = 0;
  dgeqrf_(&m, &n, a, &lda, factors, work, &size, &info);
  return info;
}

// The first `width` columns of the product of `k` reflections, in their place.
static inline int gradus_q(int m, int width, int k, double *a, const double *factors, double *work, int size) {
  int lda = gradus_larger(m, 1), info = 0;
  dorgqr_(&m, &width, &k, a, &lda, factors, work, &size, &info);
  return info;
}

// Job 'N': s alone; 'S': k columns of u and rows of vt; 'A': all. `integers` holds 8·min(m, n).
static inline int gradus_svd(char job, int m, int n, double *a, double *s, double *u, double *vt, double *work, int size, int *integers) {
  int lda = gradus_larger(m, 1), ldvt = gradus_larger(job == 'S' && m < n ? m : n, 1), info = 0;
  dgesdd_(&job, &m, &n, a, &lda, s, u, &lda, vt, &ldvt, work, &size, integers, &info);
  return info;
}

// Eigenvalues and, where `vectors` says so, eigenvectors in place of the matrix; both sizes are asked for at once.
static inline int gradus_eigh(int vectors, int n, double *a, double *values, double *work, int size, int *integers, int integer_size) {
  int lda = gradus_larger(n, 1), info = 0;
  dsyevd_(vectors ? "V" : "N", "L", &n, a, &lda, values, work, &size, integers, &integer_size, &info);
  return info;
}

// Right eigenvectors, in pairs of columns (real, imaginary) for pairs of complex eigenvalues; NULL for none.
static inline int gradus_eig(int n, double *a, double *real, double *imaginary, double *vectors, double *work, int size) {
  int ld = gradus_larger(n, 1), info = 0;
  double unused = 0;
  dgeev_("N", vectors ? "V" : "N", &n, a, &ld, real, imaginary, &unused, &ld, vectors ? vectors : &unused, &ld, work, &size, &info);
  return info;
}

// b has max(m, n) rows. Singular values below rcond times the largest count as 0.
static inline int gradus_lstsq(int m, int n, int k, double *a, double *b, double *s, double rcond, double *work, int size, int *integers) {
  int lda = gradus_larger(m, 1), ldb = gradus_larger(lda, n), info = 0, rank = 0;
  dgelsd_(&m, &n, &k, a, &lda, b, &ldb, s, &rcond, &rank, work, &size, integers, &info);
  return info;
}

#endif

#define _GNU_SOURCE
#include "include/threads.h"
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

enum { most_threads = 64 };

typedef struct {
  void (*body)(long, long, void *);
  void *context;
  long n, grain, pieces;
  /// Threads that may take part.
  int threads;
} job_t;

/// The next piece of one thread's share that nobody has claimed, alone in its line of the cache.
typedef struct {
  _Alignas(64) long next;
} share_t;

static struct {
  /// Held by the thread whose job it is; others that find it taken compute alone.
  pthread_mutex_t owner;
  /// Guards everything below but what is atomic.
  pthread_mutex_t lock;
  pthread_cond_t wake, done;
  job_t job;
  /// Each thread's share of the pieces, in order. The same thread meets the same elements again in the next
  /// operation, and finds them in its own cache.
  share_t shares[most_threads];
  /// Grows with every job; workers watch it without the lock.
  unsigned long posted;
  bool is_open;
  /// Workers that hold a copy of the job.
  int active;
  int workers, wanted;
} pool = {
  .owner = PTHREAD_MUTEX_INITIALIZER, .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER,
  .done = PTHREAD_COND_INITIALIZER,
};

static _Thread_local bool is_inside;

// About 200 microseconds: longer than the pauses between the operations of a training step, so that the workers
// do not sleep inside one (waking one takes 50), shorter than a scheduler's quantum by far.
enum { spins = 16000 };

static inline void pause_briefly(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static long share_begin(const job_t *job, int thread) { return job->pieces * thread / job->threads; }

/// A thread's own share first, then what the others have left.
static void work_on(const job_t *job, int thread) {
  is_inside = true;
  for (int i = 0; i < job->threads; i++) {
    int owner = (thread + i) % job->threads;
    long last = share_begin(job, owner + 1);
    for (;;) {
      long piece = __atomic_fetch_add(&pool.shares[owner].next, 1, __ATOMIC_RELAXED);
      if (piece >= last) break;
      long begin = piece * job->grain, end = begin + job->grain;
      job->body(begin, end < job->n ? end : job->n, job->context);
    }
  }
  is_inside = false;
}

static void *serve(void *number) {
  int thread = (int)(long)number;
  unsigned long seen = 0;
  for (;;) {
    for (int i = 0; i < spins && __atomic_load_n(&pool.posted, __ATOMIC_RELAXED) == seen; i++) pause_briefly();
    pthread_mutex_lock(&pool.lock);
    while (pool.posted == seen) pthread_cond_wait(&pool.wake, &pool.lock);
    seen = pool.posted;
    if (pool.is_open && thread < pool.job.threads) {
      job_t job = pool.job;
      __atomic_add_fetch(&pool.active, 1, __ATOMIC_RELAXED);
      pthread_mutex_unlock(&pool.lock);
      work_on(&job, thread);
      pthread_mutex_lock(&pool.lock);
      if (__atomic_sub_fetch(&pool.active, 1, __ATOMIC_RELAXED) == 0) pthread_cond_signal(&pool.done);
    }
    pthread_mutex_unlock(&pool.lock);
  }
  return NULL;
}

// A child process has only the thread that forked: the pool starts again when it is needed.
static void begin_fork(void) {
  pthread_mutex_lock(&pool.owner);
  pthread_mutex_lock(&pool.lock);
}
static void end_fork_in_parent(void) {
  pthread_mutex_unlock(&pool.lock);
  pthread_mutex_unlock(&pool.owner);
}
static void end_fork_in_child(void) {
  pool.workers = 0;
  pool.active = 0;
  pool.is_open = false;
  pthread_cond_init(&pool.wake, NULL);
  pthread_cond_init(&pool.done, NULL);
  end_fork_in_parent();
}

static int processors(void) {
#ifdef __linux__
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
#endif
  return (int)sysconf(_SC_NPROCESSORS_ONLN);
}

static void set_up(void) {
  pthread_atfork(begin_fork, end_fork_in_parent, end_fork_in_child);
  if (pool.wanted == 0) {
    int count = processors();
    pool.wanted = count < 1 ? 1 : count > most_threads ? most_threads : count;
  }
}
static pthread_once_t once = PTHREAD_ONCE_INIT;

int gradus_threads(void) {
  pthread_once(&once, set_up);
  return __atomic_load_n(&pool.wanted, __ATOMIC_RELAXED);
}

void gradus_set_threads(int count) {
  pthread_once(&once, set_up);
  __atomic_store_n(
    &pool.wanted, count < 1 ? 1 : count > most_threads ? most_threads : count, __ATOMIC_RELAXED);
}

/// Starts the workers that are missing, with every signal blocked: signals are for the thread that reads keys.
static void start_workers(int count) {
  if (pool.workers >= count) return;
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  while (pool.workers < count) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve, (void *)(long)(pool.workers + 1))) break;
    pthread_detach(thread);
    pool.workers++;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void run_alone(const job_t *job) {
  for (long begin = 0; begin < job->n; begin += job->grain) {
    long end = begin + job->grain;
    job->body(begin, end < job->n ? end : job->n, job->context);
  }
}

void gradus_parallel(
  long n, long grain, void (*body)(long begin, long end, void *context), void *context)
{
  if (n <= 0) return;
  if (grain < 1) grain = 1;
  job_t job = {body, context, n, grain, (n - 1) / grain + 1, 1};
  int threads = gradus_threads();
  if (job.pieces == 1 || threads == 1 || is_inside || pthread_mutex_trylock(&pool.owner)) {
    run_alone(&job);
    return;
  }
  pthread_mutex_lock(&pool.lock);
  start_workers(threads - 1);
  job.threads = threads;
  pool.job = job;
  for (int i = 0; i < threads; i++) __atomic_store_n(&pool.shares[i].next, share_begin(&job, i), __ATOMIC_RELAXED);
  __atomic_store_n(&pool.posted, pool.posted + 1, __ATOMIC_RELAXED);
  pool.is_open = true;
  pthread_cond_broadcast(&pool.wake);
  pthread_mutex_unlock(&pool.lock);

  work_on(&job, 0);

  // Whoever comes from now on finds no job; those who came in time finish their last piece.
  pthread_mutex_lock(&pool.lock);
  pool.is_open = false;
  int active = pool.active;
  pthread_mutex_unlock(&pool.lock);
  for (int i = 0; active > 0 && i < spins; i++) {
    pause_briefly();
    active = __atomic_load_n(&pool.active, __ATOMIC_RELAXED);
  }
  pthread_mutex_lock(&pool.lock);
  while (pool.active > 0) pthread_cond_wait(&pool.done, &pool.lock);
  pthread_mutex_unlock(&pool.lock);
  pthread_mutex_unlock(&pool.owner);
}

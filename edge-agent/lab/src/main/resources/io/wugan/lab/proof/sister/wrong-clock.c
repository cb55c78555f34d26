/*
 * A wall clock that is wrong for one program, as many seconds ahead as WUGAN_CLOCK_AHEAD says. Its monotonic clock
 * stays right: a board whose time server is wrong. For LD_PRELOAD; costs some nanoseconds for each look at the clock.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static int (*real)(clockid_t, struct timespec *);
static long ahead;

__attribute__((constructor)) static void begin(void) {
  const char *text = getenv("WUGAN_CLOCK_AHEAD");
  real = (int (*)(clockid_t, struct timespec *)) dlsym(RTLD_NEXT, "clock_gettime");
  ahead = text == NULL ? 0 : atol(text);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  if (real == NULL) {
    begin();
  }
  int result = real(clock, now);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    now->tv_sec += ahead;
  }
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  struct timespec time;
  (void) zone;
  if (clock_gettime(CLOCK_REALTIME, &time) != 0) {
    return -1;
  }
  now->tv_sec = time.tv_sec;
  now->tv_usec = time.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *seconds) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) {
    return (time_t) -1;
  }
  if (seconds != NULL) {
    *seconds = now.tv_sec;
  }
  return now.tv_sec;
}

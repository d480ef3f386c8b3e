/* Publishes with libmosquitto and its own thread: `libmosquitto LOAD`, see Load in ../load.ts. */
#include <mosquitto.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define TOPIC "cattle.io/octopus/default/device/boiler-room-sensor7"

static sem_t room;
static sem_t connected;

static void on_connect(struct mosquitto *client, void *context, int code) {
  (void)client, (void)context;
  if (code != 0) exit(1);
  sem_post(&connected);
}

static void on_publish(struct mosquitto *client, void *context, int id) {
  (void)client, (void)context, (void)id;
  sem_post(&room);
}

/* A whole number of the load, which is JSON without blanks. */
static long number(const char *load, const char *name) {
  char key[32];
  snprintf(key, sizeof key, "\"%s\":", name);
  const char *at = strstr(load, key);
  return at == NULL ? 0 : strtol(at + strlen(key), NULL, 10);
}

static double now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Publishes whenever there is room in the window, and waits until it is empty and the broker has everything. */
static void publish_all(struct mosquitto *client, const char *load, long count) {
  long bytes = number(load, "bytes"), window = number(load, "inFlight");
  int qos = (int)number(load, "qos");
  char payload[bytes + 1];
  memset(payload, 'x', sizeof payload);
  for (long index = 0; index < window; index++) sem_post(&room);
  for (long index = 0; index < count; index++) {
    sem_wait(&room);
    if (mosquitto_publish(client, NULL, TOPIC, (int)bytes, payload, qos, true) != MOSQ_ERR_SUCCESS) exit(1);
  }
  for (long index = 0; index < window; index++) sem_wait(&room);
  if (mosquitto_publish(client, NULL, "bench/end", 0, NULL, 1, false) != MOSQ_ERR_SUCCESS) exit(1);
  sem_wait(&room);
}

int main(int count, char **arguments) {
  if (count < 2) return 1;
  const char *load = arguments[1];
  sem_init(&room, 0, 0);
  sem_init(&connected, 0, 0);
  mosquitto_lib_init();
  struct mosquitto *client = mosquitto_new("bench-libmosquitto", true, NULL);
  mosquitto_int_option(client, MOSQ_OPT_SEND_MAXIMUM, (int)number(load, "inFlight"));
  mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, 1);
  mosquitto_connect_callback_set(client, on_connect);
  mosquitto_publish_callback_set(client, on_publish);
  if (mosquitto_connect(client, "127.0.0.1", (int)number(load, "port"), 60) != MOSQ_ERR_SUCCESS) return 1;
  if (mosquitto_loop_start(client) != MOSQ_ERR_SUCCESS) return 1;
  sem_wait(&connected);
  publish_all(client, load, number(load, "warmUp"));
  double start = now(CLOCK_MONOTONIC), before = now(CLOCK_PROCESS_CPUTIME_ID);
  long messages = number(load, "messages");
  publish_all(client, load, messages);
  double seconds = now(CLOCK_MONOTONIC) - start, used = now(CLOCK_PROCESS_CPUTIME_ID) - before;
  printf("{\"rate\":%f,\"microseconds\":%f}\n", (double)messages / seconds, used * 1e6 / (double)messages);
  return 0;
}

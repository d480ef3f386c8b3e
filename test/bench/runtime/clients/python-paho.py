"""Publishes with Python's paho, as Debian has it: `python-paho.py LOAD`, see Load in ../load.ts."""

import json
import sys
import threading
import time

import paho.mqtt.client as mqtt

TOPIC = "cattle.io/octopus/default/device/boiler-room-sensor7"
load = json.loads(sys.argv[1])
room = threading.Semaphore(load["inFlight"])
connected = threading.Event()

client = mqtt.Client("bench-python")
client.max_inflight_messages_set(load["inFlight"])
client.max_queued_messages_set(0)
client.on_connect = lambda *_: connected.set()
client.on_publish = lambda *_: room.release()
client.connect("127.0.0.1", load["port"])
client.loop_start()
connected.wait(30)


def publish_all(count):
    """Publishes whenever there is room in the window, and waits until the broker has everything."""
    payload = "x" * load["bytes"]
    for _ in range(count):
        room.acquire()
        client.publish(TOPIC, payload, load["qos"], True)
    for _ in range(load["inFlight"]):
        room.acquire()
    client.publish("bench/end", "", 1)
    room.acquire()
    for _ in range(load["inFlight"]):
        room.release()


publish_all(load["warmUp"])
start, before = time.monotonic(), time.process_time()
publish_all(load["messages"])
seconds, used = time.monotonic() - start, time.process_time() - before
print(json.dumps({"rate": load["messages"] / seconds, "microseconds": used * 1e6 / load["messages"]}))

// Publishes with Go's paho: `go-paho LOAD`, see Load in ../../load.ts.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

type load struct {
	Port     int
	Qos      byte
	InFlight int
	Bytes    int
	WarmUp   int64
	Messages int64
}

const topic = "cattle.io/octopus/default/device/boiler-room-sensor7"

func processor() time.Duration {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// publishAll has as many goroutines as may be in flight; each publishes, and waits for the acknowledgement.
func publishAll(client mqtt.Client, work load, count int64) {
	payload := fmt.Sprintf(`{"temperature":20.01,"state":"%s"}`, strings.Repeat("x", work.Bytes-32))
	var started atomic.Int64
	var loops sync.WaitGroup
	for range work.InFlight {
		loops.Add(1)
		go func() {
			defer loops.Done()
			for started.Add(1) <= count {
				client.Publish(topic, work.Qos, true, payload).Wait()
			}
		}()
	}
	loops.Wait()
	client.Publish("bench/end", 1, false, "").Wait()
}

func main() {
	var work load
	if err := json.Unmarshal([]byte(os.Args[1]), &work); err != nil {
		panic(err)
	}
	options := mqtt.NewClientOptions().AddBroker(fmt.Sprintf("tcp://127.0.0.1:%d", work.Port)).SetClientID("bench-go")
	client := mqtt.NewClient(options)
	if token := client.Connect(); token.Wait() && token.Error() != nil {
		panic(token.Error())
	}
	publishAll(client, work, work.WarmUp)
	start, before := time.Now(), processor()
	publishAll(client, work, work.Messages)
	seconds := time.Since(start).Seconds()
	used := (processor() - before).Seconds() * 1e6
	fmt.Printf("{\"rate\":%f,\"microseconds\":%f}\n", float64(work.Messages)/seconds, used/float64(work.Messages))
}

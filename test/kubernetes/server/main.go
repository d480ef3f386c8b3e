// Command server is the part of the Kubernetes API server that knows CustomResourceDefinitions, with an etcd of its
// own in the same process. It listens on a free port of the loopback interface only, keeps everything in one temporary
// folder, and ends, removing that folder, on SIGTERM, on SIGINT, or when its standard input ends, so that it cannot
// outlive the process that started it.
//
// It prints one line, `READY <path of a kubeconfig file>`, once it answers; its logs go to standard error.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// startLimit bounds the time from the start of etcd until the API server answers.
const startLimit = time.Minute

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop()
	}()
	if err := run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "server:", err)
		os.Exit(1)
	}
}

// run serves until ctx is done.
func run(ctx context.Context, out io.Writer) (err error) {
	folder, err := os.MkdirTemp("", "octopus-mqtt-server-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()

	etcd, err := startEtcd(ctx, folder)
	if err != nil {
		return fmt.Errorf("etcd: %w", err)
	}
	defer etcd.Close()

	server, err := newAPIServer(folder, etcdEndpoint(etcd))
	if err != nil {
		return fmt.Errorf("API server: %w", err)
	}
	return server.serve(ctx, func(kubeconfig string) {
		fmt.Fprintln(out, "READY", kubeconfig)
	})
}

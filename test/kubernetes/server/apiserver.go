package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"
	"k8s.io/apiextensions-apiserver/pkg/apiserver"
	"k8s.io/apiextensions-apiserver/pkg/client/clientset/clientset"
	"k8s.io/apiextensions-apiserver/pkg/cmd/server/options"
	generatedopenapi "k8s.io/apiextensions-apiserver/pkg/generated/openapi"
	"k8s.io/apimachinery/pkg/util/wait"
	openapinamer "k8s.io/apiserver/pkg/endpoints/openapi"
	genericapiserver "k8s.io/apiserver/pkg/server"
	"k8s.io/apiserver/pkg/util/openapi"
)

// apiServer serves CustomResourceDefinitions and their objects. It knows no users, admission plugins or namespaces.
type apiServer struct {
	server     *genericapiserver.GenericAPIServer
	kubeconfig string
}

// newAPIServer listens, but does not answer yet. Its certificate and the kubeconfig are written into folder.
func newAPIServer(folder, etcdEndpoint string) (*apiServer, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	kubeconfig := filepath.Join(folder, "kubeconfig")
	config, err := serverConfig(listener, folder, kubeconfig, etcdEndpoint)
	if err != nil {
		return nil, err
	}
	completed := config.Complete()
	// Within a whole API server another part answers /apis; here nobody else does, and kubectl begins with it.
	completed.GenericConfig.EnableDiscovery = true
	crds, err := completed.New(genericapiserver.NewEmptyDelegate())
	if err != nil {
		return nil, err
	}
	return &apiServer{crds.GenericAPIServer, kubeconfig}, nil
}

func serverConfig(listener net.Listener, folder, kubeconfig, etcdEndpoint string) (*apiserver.Config, error) {
	o := options.NewCustomResourceDefinitionsServerOptions(os.Stderr, os.Stderr)
	recommended := o.RecommendedOptions
	recommended.Etcd.StorageConfig.Transport.ServerList = []string{etcdEndpoint}
	recommended.Authentication, recommended.Authorization, recommended.Admission = nil, nil, nil
	recommended.Features.EnablePriorityAndFairness = false

	serving := recommended.SecureServing
	serving.Listener, serving.BindAddress = listener, net.IPv4(127, 0, 0, 1)
	serving.ServerCert.CertDirectory = filepath.Join(folder, "certificates")
	if err := serving.MaybeDefaultWithSelfSignedCerts("localhost", nil, nil); err != nil {
		return nil, err
	}
	if err := writeKubeconfig(kubeconfig, listener.Addr().String(), serving.ServerCert.CertKey.CertFile); err != nil {
		return nil, err
	}
	recommended.CoreAPI.CoreAPIKubeconfigPath = kubeconfig

	if err := o.Complete(); err != nil {
		return nil, err
	}
	if err := o.Validate(); err != nil {
		return nil, err
	}
	config, err := o.Config()
	if err != nil {
		return nil, err
	}
	// Watching Services is for conversion webhooks; here there are none, and the server would never call itself ready.
	config.GenericConfig.SharedInformerFactory = nil
	config.GenericConfig.OpenAPIConfig = genericapiserver.DefaultOpenAPIConfig(
		openapi.GetOpenAPIDefinitionsWithoutDisabledFeatures(generatedopenapi.GetOpenAPIDefinitions),
		openapinamer.NewDefinitionNamer(apiserver.Scheme),
	)
	return config, nil
}

// serve runs until ctx is done, and calls ready once, with the path of the kubeconfig, when the server answers.
func (s *apiServer) serve(ctx context.Context, ready func(kubeconfig string)) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.server.PrepareRun().RunWithContext(ctx) })
	group.Go(func() error {
		if err := s.waitUntilReady(ctx); err != nil {
			return fmt.Errorf("never ready: %w", err)
		}
		ready(s.kubeconfig)
		return nil
	})
	return group.Wait()
}

func (s *apiServer) waitUntilReady(ctx context.Context) error {
	client, err := clientset.NewForConfig(s.server.LoopbackClientConfig)
	if err != nil {
		return err
	}
	readyz := client.Discovery().RESTClient().Get().AbsPath("/readyz")
	return wait.PollUntilContextTimeout(ctx, 50*time.Millisecond, startLimit, true,
		func(ctx context.Context) (bool, error) { return readyz.Do(ctx).Error() == nil, nil })
}

package main

import (
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
)

// writeKubeconfig writes the file that points kubectl at host, whose certificate the given authority has signed.
func writeKubeconfig(path, host, authorityFile string) error {
	const name = "octopus-mqtt"
	config := api.NewConfig()
	config.Clusters[name] = &api.Cluster{Server: "https://" + host, CertificateAuthority: authorityFile}
	// The server asks nobody who they are, but kubectl asks its user where the file has no credentials.
	config.AuthInfos[name] = &api.AuthInfo{Token: "anybody"}
	config.Contexts[name] = &api.Context{Cluster: name, AuthInfo: name}
	config.CurrentContext = name
	return clientcmd.WriteToFile(*config, path)
}

//go:build !crds

package main

import (
	"context"
	"encoding/json"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apiextensions-apiserver/pkg/crdserverscheme"
	"k8s.io/apiextensions-apiserver/pkg/registry/customresource"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	genericrequest "k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
)

// judgeObject creates an object of the CRD's kind the way the server's POST handler does.
func judgeObject(crd *apiextensions.CustomResourceDefinition, raw []byte) (result objectAnswer) {
	defer refusePanic(&result.Accepted, &result.Errors)
	result.Read = json.RawMessage(raw)
	object, err := decodeObject(raw)
	if err != nil {
		result.Errors = causesOf(err)
		return result
	}
	unknown, err := completeObject(crd, object)
	result.UnknownFields = unknown
	if err != nil {
		result.Errors = causesOf(err)
		return result
	}
	result.Stored = object.Object
	if err := createObject(crd, object); err != nil {
		result.Errors = causesOf(err)
		return result
	}
	result.Accepted = true
	return result
}

// decodeObject uses the unstructured codec: encoding/json would turn integers into floats, which enum and CEL notice.
func decodeObject(raw []byte) (*unstructured.Unstructured, error) {
	object, _, err := unstructured.UnstructuredJSONScheme.Decode(raw, nil, nil)
	if err != nil {
		return nil, err
	}
	return object.(*unstructured.Unstructured), nil
}

// structuralOf converts the version's schema, with the defaults pruned as the server prunes them.
func structuralOf(crd *apiextensions.CustomResourceDefinition, version string) (*structuralschema.Structural, error) {
	source, err := apiextensions.GetSchemaForVersion(crd, version)
	if err != nil {
		return nil, err
	}
	structural, err := structuralschema.NewStructural(source.OpenAPIV3Schema)
	if err != nil {
		return nil, err
	}
	structural = structural.DeepCopy()
	return structural, defaulting.PruneDefaults(structural)
}

// completeObject prunes unknown fields, drops nulls and applies defaults, in place. It returns the paths of the fields
// that it pruned. apiVersion, kind and metadata are taken out of the schema's reach meanwhile, as the server does.
func completeObject(crd *apiextensions.CustomResourceDefinition, object *unstructured.Unstructured) ([]string, error) {
	structural, err := structuralOf(crd, object.GroupVersionKind().Version)
	if err != nil {
		return nil, err
	}
	kind, apiVersion := object.GetKind(), object.GetAPIVersion()
	metaOptions := objectmeta.ObjectMetaOptions{ReturnUnknownFieldPaths: true}
	meta, hasMeta, unknown, err := objectmeta.GetObjectMetaWithOptions(object.Object, metaOptions)
	if err != nil {
		return nil, err
	}
	track := structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}
	unknown = append(unknown, pruning.PruneWithOptions(object.Object, structural, true, track)...)
	defaulting.PruneNonNullableNullsWithoutDefaults(object.Object, structural)
	coerce := objectmeta.CoerceOptions{ReturnUnknownFieldPaths: true}
	coerceErr, coerced := objectmeta.CoerceWithOptions(nil, object.Object, structural, false, coerce)
	if coerceErr != nil {
		return unknown, coerceErr
	}
	object.SetKind(kind)
	object.SetAPIVersion(apiVersion)
	if hasMeta {
		if err := objectmeta.SetObjectMeta(object.Object, meta); err != nil {
			return unknown, err
		}
	}
	defaulting.Default(object.Object, structural)
	return append(unknown, coerced...), nil
}

// createObject runs the kind's create strategy: schema validation, list types, CEL.
func createObject(crd *apiextensions.CustomResourceDefinition, object *unstructured.Unstructured) error {
	namespace := ""
	if crd.Spec.Scope == apiextensions.NamespaceScoped {
		namespace = object.GetNamespace()
		if namespace == "" {
			namespace = "default"
		}
		object.SetNamespace(namespace)
	}
	strategy, err := strategyFor(crd, object)
	if err != nil {
		return err
	}
	rest.FillObjectMetaSystemFields(object)
	ctx := genericrequest.WithNamespace(context.Background(), namespace)
	return rest.BeforeCreate(strategy, ctx, object)
}

func strategyFor(crd *apiextensions.CustomResourceDefinition, object *unstructured.Unstructured) (rest.RESTCreateStrategy, error) {
	gvk := object.GroupVersionKind()
	structural, err := structuralOf(crd, gvk.Version)
	if err != nil {
		return nil, err
	}
	source, err := apiextensions.GetSchemaForVersion(crd, gvk.Version)
	if err != nil {
		return nil, err
	}
	// From the internal schema, not from the structural one: the conversion drops formats that the server ignores.
	validator, _, err := validation.NewSchemaValidator(source.OpenAPIV3Schema)
	if err != nil {
		return nil, err
	}
	subresources, err := apiextensions.GetSubresourcesForVersion(crd, gvk.Version)
	if err != nil {
		return nil, err
	}
	var status *apiextensions.CustomResourceSubresourceStatus
	var scale *apiextensions.CustomResourceSubresourceScale
	var statusValidator validation.SchemaValidator
	if subresources != nil {
		status, scale = subresources.Status, subresources.Scale
	}
	if statusSchema, found := source.OpenAPIV3Schema.Properties["status"]; found && status != nil {
		if statusValidator, _, err = validation.NewSchemaValidator(&statusSchema); err != nil {
			return nil, err
		}
	}
	namespaced := crd.Spec.Scope == apiextensions.NamespaceScoped
	typer := crdserverscheme.NewUnstructuredObjectTyper()
	return customresource.NewStrategy(
		typer, namespaced, gvk, validator, statusValidator, structural, status, scale, nil,
	), nil
}

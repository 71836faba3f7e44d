namespace FerroGate.Core.Resources;

/// <summary>The names of resources, of one and of many.</summary>
public static class ResourceKindNames
{
    public static IReadOnlyList<ResourceKind> All { get; } = Enum.GetValues<ResourceKind>();

    /// <summary>Of one, such as <c>policy</c>.</summary>
    public static string Of(ResourceKind kind) => kind switch
    {
        ResourceKind.Provider => "provider",
        ResourceKind.Model => "model",
        ResourceKind.Price => "price",
        ResourceKind.Policy => "policy",
        ResourceKind.Limit => "limit",
        ResourceKind.Budget => "budget",
        ResourceKind.Tenant => "tenant",
        _ => "role_binding",
    };

    /// <summary>Of many, as arrays of a config call them.</summary>
    public static string ManyOf(ResourceKind kind) => kind == ResourceKind.Policy ? "policies" : $"{Of(kind)}s";

    /// <summary>Of many, as paths call them.</summary>
    public static string PathOf(ResourceKind kind) => ManyOf(kind).Replace('_', '-');
}

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
        _ => "budget",
    };

    /// <summary>Of many, as paths and arrays of a config call them.</summary>
    public static string ManyOf(ResourceKind kind) => kind == ResourceKind.Policy ? "policies" : $"{Of(kind)}s";
}

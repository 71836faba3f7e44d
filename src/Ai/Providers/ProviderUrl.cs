namespace FerroGate.Ai.Providers;

/// <summary>The URLs of a provider's endpoints.</summary>
internal static class ProviderUrl
{
    /// <summary>The base URL with a path behind its own, and in front of its query. The path may have a query of its own.</summary>
    public static Uri At(Uri baseUrl, string path)
    {
        var query = path.Contains('?', StringComparison.Ordinal) && baseUrl.Query.Length > 0 ? $"&{baseUrl.Query[1..]}" : baseUrl.Query;
        return new Uri($"{baseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path}{query}");
    }
}

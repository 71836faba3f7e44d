namespace FerroGate.Server.Sites.Requests;

/// <summary>A query as Go's <c>url.ParseQuery</c> reads it: a parameter with a semicolon or a bad escape is none.</summary>
internal static class QueryText
{
    /// <summary>Its parameters in order.</summary>
    /// <param name="query">Without the question mark.</param>
    /// <param name="isWhole">Every parameter could be read.</param>
    public static List<(string Name, string Value)> Read(string query, out bool isWhole)
    {
        isWhole = true;
        var parameters = new List<(string, string)>();
        foreach (var range in query.AsSpan().Split('&'))
        {
            var part = query[range];
            if (part.Length == 0)
                continue;

            var equal = part.IndexOf('=', StringComparison.Ordinal);
            var name = part.Contains(';', StringComparison.Ordinal)
                ? null
                : GoEscapes.Unescape(equal < 0 ? part : part[..equal], plusIsSpace: true);
            var value = GoEscapes.Unescape(equal < 0 ? "" : part[(equal + 1)..], plusIsSpace: true);
            if (name is not null && value is not null)
                parameters.Add((name, value));
            else
                isWhole = false;
        }

        return parameters;
    }

    /// <summary>The values of one parameter; several stand behind each other with commas.</summary>
    public static string ValueOf(string query, string name)
    {
        if (query.Length == 0)
            return "";

        var values = Read(query, out _).Where(parameter => parameter.Name == name).Select(parameter => parameter.Value).ToList();
        return values.Count == 1 ? values[0] : string.Join(',', values);
    }
}

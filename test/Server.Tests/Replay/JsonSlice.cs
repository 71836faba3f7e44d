using System.Text.Json;

namespace FerroGate.Server.Tests.Replay;

/// <summary>
/// Changes a request's text by hand, as the documentation says that the gateway does it: the oracle of the replay, with no
/// line of the product in it.
/// </summary>
internal static class JsonSlice
{
    /// <summary>Replaces the value of the top-level member <c>model</c> and leaves every other byte.</summary>
    public static byte[] WithModel(byte[] json, string model)
    {
        var (start, end) = ValueOf(json, "model") ?? throw new ArgumentException("The request has no model", nameof(json));
        return [.. json[..start], .. System.Text.Encoding.UTF8.GetBytes($"\"{model}\""), .. json[end..]];
    }

    /// <summary>Inserts <c>stream_options</c> right after the opening brace, where the request has none.</summary>
    public static byte[] WithUsageAsked(byte[] json)
    {
        if (ValueOf(json, "stream_options") is not null)
            return json;
        var after = Array.IndexOf(json, (byte)'{') + 1;
        return [.. json[..after], .. """
            "stream_options":{"include_usage":true},
            """u8, .. json[after..]];
    }

    private static (int Start, int End)? ValueOf(byte[] json, string name)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 256 });
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                continue;
            var found = reader.ValueTextEquals(name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (found)
                return (start, (int)reader.BytesConsumed);
        }

        return null;
    }
}

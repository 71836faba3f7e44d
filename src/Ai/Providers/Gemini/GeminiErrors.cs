namespace FerroGate.Ai.Providers.Gemini;

/// <summary>What the errors of Gemini mean.</summary>
internal static class GeminiErrors
{
    /// <summary>
    /// An unknown key is a 400 here, and one that may not do this is a 403; both say why in a detail whose reason names the key
    /// (google.rpc.ErrorInfo), such as <c>API_KEY_INVALID</c> or <c>API_KEY_SERVICE_BLOCKED</c>.
    /// </summary>
    public static bool RefusesCredential(int status, ReadOnlySpan<byte> body) =>
        status == 401 || (status is 400 or 403 && body.IndexOf("\"API_KEY_"u8) >= 0);
}

using System.Security.Cryptography;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>The ids of tool calls as OpenAI's protocols take them.</summary>
internal static class ChatCallId
{
    private const int Longest = 64;
    private const int HashBytes = 16;

    /// <summary>An id that is too long has its own shorter one, the same in the call and in its result.</summary>
    public static JsonText Of(JsonText id) => id.Escaped.Length <= Longest || id.ToString().Length <= Longest
        ? id
        : JsonText.Of($"call_{Convert.ToHexStringLower(SHA256.HashData(id.Decoded())[..HashBytes])}");
}

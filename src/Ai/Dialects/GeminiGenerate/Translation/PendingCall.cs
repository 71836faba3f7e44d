using System.Buffers;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>A call whose arguments still come: Gemini's are whole.</summary>
internal sealed class PendingCall(int number, JsonText id, JsonText name, Seal? seal)
{
    private readonly ArrayBufferWriter<byte> _arguments = new();

    public int Number => number;

    public JsonText Id { get; } = id.Kept();

    public JsonText Name { get; } = name.Kept();

    public Seal? Seal { get; } = seal is null ? null : seal with { Value = seal.Value.Kept() };

    public JsonText Arguments => JsonText.OfEscaped(_arguments.WrittenSpan);

    public void Append(JsonText piece) => _arguments.Write(piece.Escaped);
}

using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Json;
using FerroGate.Core.Refusals;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.GeminiGenerate;

/// <summary>
/// Follows a stream of Gemini. It has no end mark: it is complete when every candidate has its finish reason, or when the prompt
/// was blocked.
/// </summary>
/// <param name="choices">How many candidates are asked for.</param>
internal sealed class GenerateStreamFollower(long choices) : EventFollower
{
    private readonly FinishedChoices _finished = new();
    private EventKind _kind;
    private TokenUsage? _usage;
    private int _contentBytes;
    private int _finishes;
    private bool _isBlocked;

    public override void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId) =>
        GenerateErrorWriter.WriteEvent(output, refusal, requestId);

    protected override void Begin() => (_kind, _usage, _contentBytes, _finishes) = (EventKind.Other, null, 0, 0);

    protected override void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.NameIs("candidates"u8))
        {
            (_contentBytes, var finishes) = CandidateReader.Read(ref reader, _finished, Kept);
            _finishes += finishes;
            _kind = _kind == EventKind.Error ? _kind : EventKind.Content;
        }
        else if (reader.NameIs("usageMetadata"u8))
        {
            if (reader.EnterObject())
            {
                _usage = GenerateUsageReader.Read(ref reader);
            }
        }
        else if (reader.NameIs("promptFeedback"u8))
        {
            if (reader.EnterObject())
            {
                if (ReadIsBlocked(ref reader))
                {
                    _isBlocked = true;
                    _finishes += (int)Math.Min(choices, int.MaxValue / 2);
                }
            }
        }
        else if (reader.NameIs("error"u8))
        {
            _kind = reader.ReadIsError() ? EventKind.Error : _kind;
        }
        else
        {
            reader.SkipMember();
        }
    }

    protected override EventFacts Facts() => new(_kind, _usage, _contentBytes, _finishes, _isBlocked ? choices : _finished.Count);

    private static bool ReadIsBlocked(ref Utf8JsonReader reader)
    {
        var isBlocked = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("blockReason"u8))
            {
                isBlocked = reader.ReadIsString();
            }
            else
            {
                reader.SkipMember();
            }
        }

        return isBlocked;
    }
}

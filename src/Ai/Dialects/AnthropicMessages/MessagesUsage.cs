using System.Text.Json;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.AnthropicMessages;

/// <summary>
/// The counters of an answer, as its <c>usage</c> objects tell them: a stream begins with one and ends with another, and each
/// tells only some. <c>input_tokens</c> leaves out what was read from a cache or written to one.
/// </summary>
internal struct MessagesUsage
{
    private long? _input;
    private long? _cacheRead;
    private long? _cacheWrite;
    private long? _cacheWrite5m;
    private long? _cacheWrite1h;
    private long? _output;
    private long? _reasoning;

    /// <summary>Reads a <c>usage</c> object from its start; stands on its end afterwards.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("input_tokens"u8))
            {
                _input = reader.ReadCounter() ?? _input;
            }
            else if (reader.NameIs("output_tokens"u8))
            {
                _output = reader.ReadCounter() ?? _output;
            }
            else if (reader.NameIs("cache_read_input_tokens"u8))
            {
                _cacheRead = reader.ReadCounter() ?? _cacheRead;
            }
            else if (reader.NameIs("cache_creation_input_tokens"u8))
            {
                _cacheWrite = reader.ReadCounter() ?? _cacheWrite;
            }
            else if (reader.NameIs("cache_creation"u8))
            {
                ReadCacheWrites(ref reader);
            }
            else if (reader.NameIs("output_tokens_details"u8))
            {
                ReadOutput(ref reader);
            }
            else
            {
                reader.SkipMember();
            }
        }
    }

    /// <summary>The counters so far, in our terms.</summary>
    public readonly TokenUsage ToUsage() => new()
    {
        Input = _input is null ? null : _input + (_cacheRead ?? 0) + CacheWrites,
        CachedInput = _cacheRead,

        // What nobody says the life of lives five minutes: the end of a stream, and an answer that searched, tell more in all than by life.
        CacheWrite5m = _cacheWrite is { } all ? Math.Max(_cacheWrite5m ?? 0, all - (_cacheWrite1h ?? 0)) : _cacheWrite5m,
        CacheWrite1h = _cacheWrite1h,
        Output = _output,
        Reasoning = _reasoning,
    };

    private readonly long CacheWrites => Math.Max(_cacheWrite ?? 0, (_cacheWrite5m ?? 0) + (_cacheWrite1h ?? 0));

    private void ReadOutput(ref Utf8JsonReader reader)
    {
        if (!reader.EnterObject())
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("thinking_tokens"u8))
            {
                _reasoning = reader.ReadCounter() ?? _reasoning;
            }
            else
            {
                reader.SkipMember();
            }
        }
    }

    private void ReadCacheWrites(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("ephemeral_5m_input_tokens"u8))
            {
                _cacheWrite5m = reader.ReadCounter() ?? _cacheWrite5m;
            }
            else if (reader.NameIs("ephemeral_1h_input_tokens"u8))
            {
                _cacheWrite1h = reader.ReadCounter() ?? _cacheWrite1h;
            }
            else
            {
                reader.SkipMember();
            }
        }
    }
}

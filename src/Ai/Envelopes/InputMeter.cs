using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Counting;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Envelopes;

/// <summary>Measures how large the input of a request can be and how large it probably is, in tokens.</summary>
/// <remarks>
/// No tokenizer in use makes more than one token of a byte, so the bytes of the text in a request bound its tokens, with what
/// <see cref="InputCosts"/> adds for what stands around it. Media are the exception both ways: their base64 is no text, and a short URL
/// may stand for a large picture. Each counts as <see cref="InputCosts.PerMedium"/> instead.
/// </remarks>
internal sealed class InputMeter
{
    private const int EstimatePerMedium = 512;
    private const int BytesPerToken = 4;

    // Below this a string is counted as text even where it could be base64.
    private const int ShortestPayload = 256;

    // With the signs of its URL form, and the backslash that JSON may write before a slash.
    private static readonly SearchValues<byte> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=\\"u8);

    private long _textBytes;
    private long _frameBytes;
    private int _media;
    private int _messages;
    private int _tools;

    // Each number of an input that came as tokens is one.
    private long _numbers;

    // The objects around: whether each says that it holds text, and how many bytes of it were taken for a medium.
    private Frame[] _frames = [];

    /// <summary>What the input probably is.</summary>
    public long Estimate => ((_textBytes + BytesPerToken - 1) / BytesPerToken) + (_media * EstimatePerMedium) + _numbers;

    /// <summary>How much there is of it.</summary>
    public InputSize Size => new(_textBytes, _frameBytes, _numbers, _messages, _tools, _media);

    /// <summary>What is measured next are the tools that the model may use.</summary>
    public bool IsAtTools { get; set; }

    /// <summary>Passes over the value that the reader stands on and measures it.</summary>
    /// <param name="reader">Stands on it.</param>
    /// <param name="parts">Looks on, where these are messages.</param>
    public void Measure(ref Utf8JsonReader reader, PartsScan? parts = null)
    {
        var depth = reader.CurrentDepth;
        var holder = MediumHolder.None;
        var isItem = false;
        do
        {
            parts?.See(reader);
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    holder = HolderOf(ref reader);
                    isItem = false;
                    CountName(reader);
                    continue;
                case JsonTokenType.StartObject:
                    Frames(reader.CurrentDepth + 1) = default;
                    CountItem(isItem ? reader.CurrentDepth - depth : 0, isMessage: parts is not null);
                    break;
                case JsonTokenType.String when holder == MediumHolder.Type:
                    _textBytes += reader.TextLength();
                    MarkText(ref Frames(reader.CurrentDepth), reader.NameIs("text"u8));
                    break;
                case JsonTokenType.String:
                    MeasureString(reader, holder, ref Frames(reader.CurrentDepth));
                    break;
                case JsonTokenType.Number:
                    _numbers++;
                    _frameBytes += reader.ValueSpan.Length;
                    break;
                case JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null:
                    _frameBytes += reader.ValueSpan.Length;
                    break;
                default:
                    break;
            }

            holder = MediumHolder.None;
            isItem = true;
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());
    }

    // In tools names are a part of what the model reads; elsewhere they mostly frame it.
    private void CountName(in Utf8JsonReader reader)
    {
        if (IsAtTools)
            _textBytes += reader.TextLength();
        else
            _frameBytes += reader.TextLength();
    }

    // Messages and tools are the items of their list; some tools are in lists of their own in it.
    private void CountItem(int level, bool isMessage)
    {
        _messages += isMessage && level == 1 ? 1 : 0;
        _tools += IsAtTools && level is (1 or 3) ? 1 : 0;
    }

    private void MeasureString(in Utf8JsonReader reader, MediumHolder holder, ref Frame frame)
    {
        var value = reader.ValueSpan;
        var isPayload = holder switch
        {
            MediumHolder.Url => value.StartsWith("data:"u8),
            MediumHolder.Base64 when frame.IsText => false,
            MediumHolder.Base64 => value.StartsWith("data:"u8) || (value.Length >= ShortestPayload && !value.ContainsAnyExcept(Base64)),
            _ => false,
        };
        if (isPayload)
        {
            _media++;
            frame.Payload += value.Length;
            frame.Media++;
            return;
        }

        _textBytes += reader.TextLength();
        if (holder is MediumHolder.Reference or MediumHolder.Url)
        {
            _media++;
        }
    }

    // A document of plain text has its text where others have base64, and says so before or behind it.
    private void MarkText(ref Frame frame, bool isText)
    {
        if (!isText)
        {
            return;
        }

        _textBytes += frame.Payload;
        _media -= frame.Media;
        frame = new Frame { IsText = true };
    }

    private ref Frame Frames(int depth)
    {
        if (depth >= _frames.Length)
        {
            Array.Resize(ref _frames, depth + 16);
        }

        return ref _frames[depth];
    }

    // Where the parts of a request keep media: image_url.url, input_audio.data, file.file_data and file.file_id of OpenAI,
    // source.url and source.data of Anthropic (which may be plain text, too), inlineData.data and fileData.fileUri of Gemini.
    private static MediumHolder HolderOf(ref Utf8JsonReader reader)
    {
        if (reader.NameIs("url"u8) || reader.NameIs("image_url"u8))
        {
            return MediumHolder.Url;
        }

        if (reader.NameIs("data"u8) || reader.NameIs("file_data"u8))
        {
            return MediumHolder.Base64;
        }

        if (reader.NameIs("type"u8))
        {
            return MediumHolder.Type;
        }

        return reader.NameIs("file_id"u8) || reader.NameIs("fileUri"u8) || reader.NameIs("file_uri"u8) ? MediumHolder.Reference : MediumHolder.None;
    }

    private enum MediumHolder
    {
        None,
        Url,
        Base64,
        Reference,
        Type,
    }

    private struct Frame
    {
        public bool IsText { get; set; }

        public long Payload { get; set; }

        public int Media { get; set; }
    }
}

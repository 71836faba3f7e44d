using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Envelopes;

/// <summary>What the messages of a request need: it looks on while they are measured, so that they are read once.</summary>
internal sealed class PartsScan
{
    private int? _depth;
    private Member _member;
    private RequestNeeds _media;
    private bool _endsWithAnswer;

    /// <summary>The media of the messages, and that the last of them begins the answer.</summary>
    public RequestNeeds Needs => _media | (_endsWithAnswer ? RequestNeeds.Prefill : RequestNeeds.None);

    /// <summary>Sees a token of the list; the first is its beginning.</summary>
    public void See(in Utf8JsonReader reader)
    {
        _depth ??= reader.CurrentDepth;
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _member = MemberOf(reader);
                return;
            case JsonTokenType.StartObject when reader.CurrentDepth == _depth + 1:
                _endsWithAnswer = false;
                break;
            case JsonTokenType.String when _member == Member.Role && reader.CurrentDepth == _depth + 2:
                _endsWithAnswer = reader.NameIs("assistant"u8) || reader.NameIs("model"u8);
                break;
            case JsonTokenType.String when _member == Member.Type:
                _media |= MediumOf(reader);
                break;
            case JsonTokenType.String when _member == Member.MediaType:
                _media |= reader.ValueSpan.StartsWith("image/"u8) ? RequestNeeds.Vision
                    : reader.ValueSpan.StartsWith("audio/"u8) ? RequestNeeds.Audio
                    : RequestNeeds.None;
                break;
            default:
                break;
        }

        _member = Member.Other;
    }

    private static RequestNeeds MediumOf(in Utf8JsonReader reader) =>
        reader.NameIs("image_url"u8) || reader.NameIs("input_image"u8) || reader.NameIs("image"u8) ? RequestNeeds.Vision
        : reader.NameIs("input_audio"u8) ? RequestNeeds.Audio
        : RequestNeeds.None;

    private static Member MemberOf(in Utf8JsonReader reader) =>
        reader.NameIs("type"u8) ? Member.Type
        : reader.NameIs("role"u8) ? Member.Role
        : reader.NameIs("media_type"u8) || reader.NameIs("mimeType"u8) || reader.NameIs("mime_type"u8) ? Member.MediaType
        : Member.Other;

    private enum Member
    {
        Other,
        Type,
        Role,
        MediaType,
    }
}

using System.Text.Json;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses;

/// <summary>
/// Whether an item of the input is there with its content or only named. OpenAI takes what has a type and not the member that is its
/// content from its store. Of members that are there twice it may follow either, so the worst of both counts.
/// </summary>
internal struct ResponsesItemShape
{
    private bool _hasType;
    private bool _isReference;
    private bool _isMessage;
    private bool _isThought;
    private bool _isSealed;
    private bool _isImage;
    private Presence _content;
    private Presence _seal;
    private Presence _result;

    public readonly StoredNeed Need =>
        _isReference || (!_hasType && _content == Presence.Absent) ? StoredNeed.Always
        : (_isMessage && _content is Presence.Absent or Presence.Null)
            || (_isThought && _seal != Presence.Filled && _content != Presence.Filled)
            || (_isSealed && _seal != Presence.Filled)
            || (_isImage && _result != Presence.Filled) ? StoredNeed.Natively
        : StoredNeed.Never;

    /// <summary>Sees a member of the item, on a copy of the reader that stands on its name.</summary>
    public void See(Utf8JsonReader reader)
    {
        if (reader.NameIs("type"u8))
        {
            reader.Read();
            SeeType(reader);
        }
        else if (reader.NameIs("content"u8))
        {
            SeeContent(reader, ref _content);
        }
        else if (reader.NameIs("encrypted_content"u8))
        {
            SeeContent(reader, ref _seal);
        }
        else if (reader.NameIs("result"u8))
        {
            SeeContent(reader, ref _result);
        }
    }

    private void SeeType(Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            _hasType = true;
            _isReference |= reader.NameIs("item_reference"u8);
            _isMessage |= reader.NameIs("message"u8);
            _isThought |= reader.NameIs("reasoning"u8);
            _isSealed |= reader.NameIs("compaction"u8);
            _isImage |= reader.NameIs("image_generation_call"u8);
        }
    }

    private static void SeeContent(Utf8JsonReader reader, ref Presence content)
    {
        reader.Read();
        var now = PresenceOf(reader);
        content = content == Presence.Absent || now < content ? now : content;
    }

    private static Presence PresenceOf(Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.ValueSpan.IsEmpty ? Presence.Empty : Presence.Filled,
        JsonTokenType.StartArray => reader.Read() && reader.TokenType == JsonTokenType.EndArray ? Presence.Empty : Presence.Filled,
        _ => Presence.Null,
    };
}

using System.Buffers;
using System.Text;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;

namespace FerroGate.Ai.Translation;

/// <summary>Goes on with a stream that broke off: other providers' answers, in the words and under the names that the client has.</summary>
public sealed class StreamResumption
{
    private readonly ArrayBufferWriter<byte> _output;
    private readonly IEventWriter _writer;
    private readonly SentAnswer _sent;
    private readonly bool _isStrict;

    private StreamResumption(ArrayBufferWriter<byte> output, IEventWriter writer, SentAnswer sent, bool isStrict)
    {
        (_output, _writer, _sent, _isStrict) = (output, writer, sent, isStrict);
    }

    /// <summary>What the client has.</summary>
    public SentAnswer Sent => _sent;

    /// <summary>Of a stream that the client got as its provider sent it; <c>null</c> where nobody can go on from there.</summary>
    /// <param name="client">The protocol that the client speaks.</param>
    /// <param name="context">What the answer answers.</param>
    /// <param name="read">What the client has.</param>
    /// <param name="isStrict">What is lost is an error.</param>
    public static StreamResumption? Of(IConversationDialect client, AnswerContext context, SentAnswer read, bool isStrict)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = client.NewEventWriter(output, context);
        if (!read.IsPlain || (read.HasBegun && !writer.GoOn(read)))
        {
            return null;
        }

        output.ResetWrittenCount();
        return new StreamResumption(output, writer, read.To(writer), isStrict);
    }

    /// <summary>Of a stream that was translated; <c>null</c> where nobody can go on from there.</summary>
    public static StreamResumption? Of(StreamTranslation translation) => translation.Resume((output, writer, sent, isStrict) =>
        sent.IsPlain ? new StreamResumption(output, writer, sent, isStrict) : null);

    /// <summary>The protocol has signs of life, and comments.</summary>
    public bool HasComments => !KeepAlive().IsEmpty;

    /// <summary>A sign of life, while another provider is asked.</summary>
    public ReadOnlySpan<byte> KeepAlive()
    {
        _output.ResetWrittenCount();
        _writer.KeepAlive();
        return _output.WrittenSpan;
    }

    /// <summary>A line that clients pass over; nothing where their protocol has none.</summary>
    public byte[] Comment(string text) => HasComments ? Encoding.UTF8.GetBytes($": {text}\n\n") : [];

    /// <summary>An answer to the same request, which must begin with what the client has.</summary>
    /// <param name="provider">Its protocol.</param>
    public StreamTranslation Follow(IConversationDialect provider)
    {
        var followed = new FollowedAnswer(_sent);
        return new StreamTranslation(_output, _writer, _sent, provider.NewEventReader(followed), _isStrict, followed);
    }

    /// <summary>An answer that goes on from what the client has.</summary>
    /// <param name="provider">Its protocol.</param>
    /// <param name="given">What the model was given of it.</param>
    public StreamTranslation Continue(IConversationDialect provider, string given) =>
        new(_output, _writer, _sent, provider.NewEventReader(new ContinuedAnswer(_sent, given)), _isStrict, null);
}

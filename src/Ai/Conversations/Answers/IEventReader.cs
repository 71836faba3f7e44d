using System.Text.Json;

namespace FerroGate.Ai.Conversations.Answers;

/// <summary>Reads one stream of a provider into a sink.</summary>
public interface IEventReader
{
    /// <summary>Reads the data of the next event.</summary>
    void Read(JsonElement data);

    /// <summary>Every candidate that has begun has said why it ended, or the answer has failed.</summary>
    bool IsFinished { get; }

    /// <summary>
    /// The stream has ended, by its mark or by its connection, and it was whole: says what was not said yet, all but
    /// <see cref="IAnswerSink.End"/>. <c>false</c> where the answer has failed, and has no end.
    /// </summary>
    bool End();
}

using System.Text.Json;

namespace FerroGate.Ai.Conversations;

/// <summary>Reads one stream of a provider into a sink.</summary>
public interface IEventReader
{
    /// <summary>Reads the data of the next event.</summary>
    void Read(JsonElement data);

    /// <summary>The stream has ended, by its mark or by its connection, and it was whole.</summary>
    void End();
}

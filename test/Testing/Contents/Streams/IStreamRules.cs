namespace FerroGate.Testing.Contents.Streams;

/// <summary>The rules of one protocol's streams, which see the events one after the other.</summary>
internal interface IStreamRules
{
    void Read(StreamEvent one, StreamFaults faults);

    /// <summary>The stream is over.</summary>
    void End(StreamFaults faults);
}

namespace FerroGate.Storage.Rows;

/// <summary>Reads a row.</summary>
internal delegate T ReadRow<out T>(RowReader row);

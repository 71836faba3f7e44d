namespace FerroGate.Storage.Rows;

/// <summary>Reads what a row says.</summary>
internal delegate T ReadRow<out T>(RowReader row);
